package segmentmart.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
                retraction = new Retraction(Retraction.choose(asked, ledger.attemptsOf(asked)), by(), inOneLine(why));
                System.err.println(Terminal.plain(retraction.intent()));
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
                System.out.print(Terminal.plain(text(retraction.report())));
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

    private static String text(Map<String, @Nullable Object> report) {
        List<String> done = new ArrayList<>();
        add(done, report, "uses_removed", "use", "removed");
        add(done, report, "uses_restored", "use", "of load " + report.get("restores_load_id") + " back");
        add(done, report, "clients_removed", "client row", "removed");
        add(done, report, "clients_restored", "client row", "back as before");
        add(done, report, "rejects_reopened", "reject", "open again");
        StringBuilder out = new StringBuilder();
        out.append(report.get("drop_name"))
                .append(": load ")
                .append(report.get("load_id"))
                .append(" is taken out: ")
                .append(done.isEmpty() ? "it held nothing that counted" : String.join(", ", done))
                .append(System.lineSeparator());
        if (report.get("load_ids") instanceof List<?> loads && loads.size() > 1) {
            out.append("with it go the corrections to it: load ")
                    .append(String.join(
                            ", ",
                            loads.stream()
                                    .filter(load -> !load.equals(report.get("load_id")))
                                    .map(String::valueOf)
                                    .toList()))
                    .append(System.lineSeparator());
        }
        if (report.get("duplicates") instanceof List<?> copies && !copies.isEmpty()) {
            out.append(
                            "the same content came under another name, and was not loaded for that; to have it count, drop again: ")
                    .append(copies.stream().map(String::valueOf).collect(Collectors.joining(", ")))
                    .append(System.lineSeparator());
        }
        if (Boolean.TRUE.equals(report.get("is_barred"))) {
            out.append(
                            "clients drops with client_id count beside it: it would be refused if it came again, unless those are"
                                    + " taken out, too")
                    .append(System.lineSeparator());
        }
        return out.toString();
    }

    private static void add(
            List<String> done, Map<String, @Nullable Object> report, String key, String what, String became) {
        if (report.get(key) instanceof Number number && number.longValue() > 0) {
            long n = number.longValue();
            done.add(String.format(Locale.ROOT, "%,d %s%s %s", n, what, n == 1 ? "" : "s", became));
        }
    }
}
