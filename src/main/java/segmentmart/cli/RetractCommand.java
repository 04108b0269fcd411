package segmentmart.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import segmentmart.daemon.Daemon;
import segmentmart.intake.Cause;
import segmentmart.staging.Ledger;
import segmentmart.staging.NotRetractable;
import segmentmart.staging.Retraction;

/** Takes a loaded drop out again, as if it had never come; beside a daemon or without one. */
@Command(
        name = "retract",
        description =
                "Take a loaded drop out of staging and the mart, as if it had never come: its uses go, clients are"
                        + " as they were before, the version it replaced counts again. The ledger keeps who did it and why;"
                        + " dropped again, the file is loaded again.",
        mixinStandardHelpOptions = true)
final class RetractCommand implements Callable<Integer> {
    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "DROP", description = "Name of the drop, or number of its load.")
    private String asked = "";

    @Option(names = "--why", paramLabel = "TEXT", required = true, description = "The reason, for the ledger.")
    private String why = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who wants it (default: the user who runs this).")
    private @Nullable String by;

    @Override
    public Integer call() throws Exception {
        if (why.isBlank()) {
            throw new Refusal(ExitCode.USAGE, "--why is blank: say in a few words why " + asked + " is taken out");
        }
        try (Session session = Session.open(option, "retract")) {
            Ledger ledger = new Ledger(session.database().pool());
            Retraction retraction;
            try (Daemon daemon = Daemon.aside(session.settled(), session.database())) {
                Map<String, @Nullable Object> load = Retraction.choose(asked, ledger.attemptsOf(asked));
                retraction = new Retraction(load, by(), inOneLine(why));
                System.err.print(RetractionText.intent(load));
                retract(daemon, retraction);
                if (session.signals().isAsked()) {
                    System.err.println(Terminal.plain(
                            "interrupted, but load " + retraction.report().get("load_id")
                                    + " is taken out of staging; the next refresh takes it out of the mart"));
                } else {
                    daemon.refresh(false);
                }
            } catch (NotRetractable e) {
                throw new Refusal(
                        e.isKnown() ? ExitCode.NOT_IN_FORCE : ExitCode.NOT_FOUND, String.valueOf(e.getMessage()));
            }
            Map<String, Object> standing = ledger.standing();
            if (json.isOn()) {
                json.print(Map.of("retracted", retraction.report(), "mart", Standing.report(standing)));
            } else {
                System.out.print(RetractionText.done(retraction.report()));
                System.out.print(Standing.mart(standing));
            }
            return standing.get("refresh_error") == null ? ExitCode.OK : ExitCode.DROP_FAILED;
        }
    }

    private void retract(Daemon daemon, Retraction retraction) {
        try {
            daemon.retract(retraction);
        } catch (CamelExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof NotRetractable || cause instanceof DataAccessResourceFailureException) {
                throw (RuntimeException) cause;
            }
            if (cause instanceof DirectConsumerNotAvailableException) {
                throw new Refusal(
                        ExitCode.SETTINGS,
                        "routes/retract-load.camel.yaml is not there: put the one of this version there, with its SQL");
            }
            throw new Refusal(
                    ExitCode.DROP_FAILED,
                    asked + " could not be taken out, nothing has changed: "
                            + Cause.describe(cause == null ? e : cause, null) + "; try again");
        }
    }

    private static String inOneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** Who runs this; behind sudo, who called it. */
    private String by() {
        if (by != null && !by.isBlank()) {
            return inOneLine(by);
        }
        String caller = System.getenv("SUDO_USER");
        return caller == null || caller.isBlank() ? System.getProperty("user.name") : caller;
    }
}
