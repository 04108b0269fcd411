package segmentmart.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import segmentmart.daemon.RoutesWrong;
import segmentmart.database.Unreachable;
import segmentmart.intake.Cause;

/** The top of the commands. */
@Command(
        name = "segment-mart",
        description = "From client and product-usage files in a folder to a segmentation mart in PostgreSQL.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        subcommands = {
            RunCommand.class,
            LoadCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            StatusCommand.class,
            RejectsCommand.class,
            ExplainCommand.class,
            RetractCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            RefreshCommand.class,
            GenerateCommand.class,
            InitRolesCommand.class,
            UninstallCommand.class,
            SelftestCommand.class,
            DemoCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:an error nobody foresaw",
            "2:wrong usage",
            "3:memory ran out, see JAVA_OPTS",
            "4:the database cannot be used",
            "5:settings or routes are wrong",
            "6:another process runs on this home",
            "7:a file or folder cannot be read or written",
            "8:a drop failed, or the refresh did",
            "9:the selftest found a fault",
            "10:something of others is in the way, nothing was dropped",
            "11:there is no such client, drop, load or segment, or more than one",
            "12:the drop cannot be taken out, it does not count any more or another stands against it"
        })
public final class SegmentMart implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Which command? See --help.");
    }

    /** The command line, ready to execute. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new SegmentMart()).setCaseInsensitiveEnumValuesAllowed(true);
        Values.register(line);
        Endings.tellIn(line);
        line.setExecutionStrategy(new Execution());
        line.setParameterExceptionHandler((e, arguments) -> {
            CommandLine command = e.getCommandLine();
            command.getErr().println(Terminal.plain(String.valueOf(e.getMessage())));
            if (UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
                return ExitCode.USAGE;
            }
            if (command.getParent() == null) {
                command.usage(command.getErr());
            } else {
                command.getErr().println("see " + command.getCommandSpec().qualifiedName() + " --help");
            }
            return ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof Refusal refusal) {
                command.getErr().println(Terminal.plain(String.valueOf(e.getMessage())));
                return refusal.exitCode();
            }
            if (e instanceof Ended ended) {
                return ended.exitCode();
            }
            if (e instanceof RoutesWrong) {
                command.getErr().println(Terminal.plain(String.valueOf(e.getMessage())));
                return ExitCode.SETTINGS;
            }
            if (e instanceof Unreachable) {
                command.getErr().println(Terminal.plain(String.valueOf(e.getMessage())));
                return ExitCode.NO_DATABASE;
            }
            if (e instanceof DataAccessResourceFailureException) {
                command.getErr()
                        .println(Terminal.plain("the database failed in the middle of it: " + Cause.describe(e, null)
                                + "; what it holds is whole, see segment-mart status once it is well"));
                return ExitCode.NO_DATABASE;
            }
            e.printStackTrace(command.getErr());
            return ExitCode.FAILED;
        });
        return line;
    }
}
