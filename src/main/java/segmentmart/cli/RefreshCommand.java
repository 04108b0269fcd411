package segmentmart.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import segmentmart.daemon.Daemon;
import segmentmart.staging.Ledger;

/** Refreshes the mart; beside a daemon or without one. */
@Command(
        name = "refresh",
        description = "Refresh the mart now, if it is behind staging or the rule.",
        mixinStandardHelpOptions = true)
final class RefreshCommand implements Callable<Integer> {
    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--full", description = "Recompute every client, whether the mart is behind or not.")
    private boolean full;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open(option, "refresh")) {
            Ledger ledger = new Ledger(session.database().pool());
            Object before = ledger.standing().get("refresh_id");
            try (Daemon daemon = Daemon.aside(session.settled(), session.database())) {
                daemon.refresh(full);
            }
            Map<String, Object> standing = ledger.standing();
            boolean refreshed = !Objects.equals(before, standing.get("refresh_id"));
            if (json.isOn()) {
                Map<String, Object> report = new LinkedHashMap<>();
                report.put("refreshed", refreshed);
                report.putAll(Standing.report(standing));
                json.print(report);
            } else {
                if (!refreshed && standing.get("refresh_error") == null) {
                    System.out.println("the mart is up to date: nothing was to be done");
                }
                System.out.print(Standing.mart(standing));
            }
            return standing.get("refresh_error") == null ? ExitCode.OK : ExitCode.DROP_FAILED;
        }
    }
}
