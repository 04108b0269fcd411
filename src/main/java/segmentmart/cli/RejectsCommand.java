package segmentmart.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Records that were set aside, and why; beside a daemon or without one. */
@Command(
        name = "rejects",
        description = "Show the records that were set aside, and why: list (if nothing else is said), or export.",
        mixinStandardHelpOptions = true,
        subcommands = RejectsExportCommand.class)
final class RejectsCommand implements Callable<Integer> {
    @Mixin
    private RejectList list = new RejectList();

    @Override
    public Integer call() throws IOException {
        return list.show();
    }

    @Command(
            name = "list",
            description = "Show the records that were set aside, and why, newest load first.",
            mixinStandardHelpOptions = true)
    Integer list(@Mixin RejectList asked) throws IOException {
        return asked.show();
    }
}
