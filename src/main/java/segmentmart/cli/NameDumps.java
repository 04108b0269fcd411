package segmentmart.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.generate.FullNames;
import segmentmart.generate.NamesUnusable;

/** Where names of generated clients come from: options, else settings, else the names inside. */
final class NameDumps {
    @Option(
            names = "--names",
            paramLabel = "FILE",
            description = "Dump of first names (default: PATH_NAMES, else the names inside).")
    private @Nullable Path names;

    @Option(
            names = "--midnames",
            paramLabel = "FILE",
            description = "Dump of patronymics (default: PATH_MIDNAMES, else those inside).")
    private @Nullable Path midnames;

    @Option(
            names = "--surnames",
            paramLabel = "FILE",
            description = "Dump of surnames (default: PATH_SURNAMES, else those inside).")
    private @Nullable Path surnames;

    FullNames read(Settings settings) {
        try {
            return FullNames.read(
                    names != null ? names : settings.path(Setting.PATH_NAMES),
                    midnames != null ? midnames : settings.path(Setting.PATH_MIDNAMES),
                    surnames != null ? surnames : settings.path(Setting.PATH_SURNAMES));
        } catch (NamesUnusable e) {
            throw new Refusal(ExitCode.FILES, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Refusal.ofFile("the dump of names", e, "give another one, or none to use the names inside");
        }
    }
}
