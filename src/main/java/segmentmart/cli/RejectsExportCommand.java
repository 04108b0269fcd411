package segmentmart.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Records that were set aside as CSV or JSON lines, for whoever sends the drops. */
@Command(
        name = "export",
        description = "Write the records that were set aside, and why, for whoever sends the drops.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RejectsExportCommand implements Callable<Integer> {
    @Mixin
    private RejectsOption rejects = new RejectsOption();

    @Mixin
    private OutOption out = new OutOption();

    @Mixin
    private HomeOption option = new HomeOption();

    @Override
    public Integer call() throws Exception {
        out.refuseTaken();
        try (Session session = Session.open(option, "rejects")) {
            return rejects.read(session.database().pool(), found -> {
                long rows = out.write(session.signals(), writer -> found.read(writer::write));
                if (out.file() != null) {
                    System.out.println(Terminal.plain(String.format(Locale.ROOT, "%s: %,d rejects", out.file(), rows)));
                }
                return ExitCode.OK;
            });
        }
    }
}
