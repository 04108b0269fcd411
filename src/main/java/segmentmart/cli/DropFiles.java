package segmentmart.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import segmentmart.daemon.Home;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.generate.Generator;

/** Where generated files go: a folder that is named, else the files of the settings, else the inbox. */
final class DropFiles {
    private static final String TRUTH = "truth.json";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder to write to (default: the files PATH_CLIENTS and PATH_USAGE if they are set, else the "
                            + "inbox of the home).")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "Replace drops that are there already.")
    private boolean overwrite;

    /** Whether nothing else is named than the inbox of the home. */
    boolean areInInbox(Settings settings) {
        return out == null && settings.path(Setting.PATH_CLIENTS) == null;
    }

    /**
     * The files to write.
     *
     * @param ending of the drops, such as {@code .csv.gz}
     */
    Generator.Target target(Settings settings, String ending) {
        if (out == null
                && (settings.path(Setting.PATH_CLIENTS) == null) != (settings.path(Setting.PATH_USAGE) == null)) {
            throw new Refusal(
                    ExitCode.SETTINGS, "of PATH_CLIENTS and PATH_USAGE one is set: set both or none, or give --out");
        }
        Path folder = out != null ? out : settings.inbox();
        Path clientsFile = file(settings, Setting.PATH_CLIENTS, folder, "clients", ending);
        Path usageFile = file(settings, Setting.PATH_USAGE, folder, "product_usage", ending);
        if (clientsFile.normalize().equals(usageFile.normalize())) {
            throw new Refusal(
                    ExitCode.SETTINGS,
                    "PATH_CLIENTS and PATH_USAGE name the same file, " + clientsFile + ": change one of them");
        }
        Path data = dataOf(clientsFile.toAbsolutePath().resolveSibling(".").normalize(), settings);
        return data == null
                ? new Generator.Target(clientsFile, usageFile, clientsFile.resolveSibling(TRUTH), overwrite, overwrite)
                : new Generator.Target(clientsFile, usageFile, data.resolve(TRUTH), overwrite, true);
    }

    /** The data folder of the home that a folder is the inbox of, where the truth would be taken for a drop. */
    private static @Nullable Path dataOf(Path folder, Settings settings) {
        if (real(folder).equals(real(settings.inbox()))) {
            return settings.home().data();
        }
        Home other = new Home(folder.resolveSibling("."));
        boolean inbox = folder.endsWith(Setting.INBOX_DIR.byDefault()) && Files.exists(other.properties());
        return inbox ? other.data() : null;
    }

    /** The file that a setting names, unless a folder was given or the setting is empty. */
    private Path file(Settings settings, Setting setting, Path folder, String stem, String ending) {
        Path named = out == null ? settings.path(setting) : null;
        if (named != null && !named.toString().endsWith(ending)) {
            throw new Refusal(
                    ExitCode.SETTINGS,
                    setting.variable() + " = " + named + " does not end in " + ending
                            + ", as the drop would: change it, or the format, or give --out");
        }
        return named != null ? named : folder.resolve(stem + ending);
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }
}
