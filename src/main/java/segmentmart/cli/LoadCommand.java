package segmentmart.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.Setting;
import segmentmart.database.Unreachable;
import segmentmart.staging.Ledger;
import segmentmart.staging.Load;

/** Loads files once, through the same routes; with a daemon on the home it hands them over and follows their fate. */
@Command(
        name = "load",
        description =
                "Load files now, through the inbox, and refresh the mart. With a daemon running on the home, hand them to it and wait.",
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to load, in this order.")
    private List<Path> files = new ArrayList<>();

    private @Nullable Path cutShort;
    private long cutShortAfter;

    @Override
    public Integer call() throws Exception {
        Handover.makeSureTheyAreFiles(files);
        try (Session session = Session.open(option, "load")) {
            List<Map<String, Object>> rows = session.isBesideAnother() ? handOver(session) : loadHere(session);
            if (session.database().isAborted()) {
                System.err.println(
                        cutShort == null
                                ? "interrupted; the files are loaded, but the refresh was broken off: run refresh"
                                : "interrupted; " + cutShort
                                        + " was broken off: it lies in the inbox, where the next start or load takes it up");
                return ExitCode.DROP_FAILED;
            }
            return tell(new Ledger(session.database().pool()), rows);
        }
    }

    private List<Map<String, Object>> loadHere(Session session) throws IOException, InterruptedException, Unreachable {
        Set<String> names = new HashSet<>();
        files.forEach(f -> names.add(Handover.name(f)));
        try (Daemon daemon = Daemon.load(session.settled(), session.database(), names::contains)) {
            return load(session, daemon, daemon::inHand);
        }
    }

    /** Gives the files to the daemon that has the home. The refresh is safe beside that of the daemon. */
    private List<Map<String, Object>> handOver(Session session) throws IOException, InterruptedException, Unreachable {
        try (Daemon refresher = Daemon.aside(session.settled(), session.database())) {
            return load(session, refresher, null);
        }
    }

    private List<Map<String, Object>> load(
            Session session, Daemon refresher, @Nullable Function<String, @Nullable Load> inHand)
            throws IOException, InterruptedException {
        Ledger ledger = new Ledger(session.database().pool());
        Handover handover = new Handover(session, ledger);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Path file : files) {
            long before = ledger.lastLoadId();
            handover.put(file);
            Map<String, Object> row = handover.await(file, before, inHand);
            if (row == null) {
                System.err.println(
                        session.isBesideAnother()
                                ? "interrupted; the daemon has " + file + " and goes on"
                                : "interrupted; what is in hand may end within "
                                        + session.settings()
                                                        .duration(Setting.SHUTDOWN_TIMEOUT)
                                                        .toSeconds()
                                                * 2
                                                / 3
                                        + " s, else it is rolled back");
                cutShort = file;
                cutShortAfter = before;
                break;
            }
            rows.add(row);
        }
        if (!session.signals().isAsked()) {
            refresher.refresh(false);
        }
        return rows;
    }

    /** Tells what came of it, with the routes ended: the drop that was in hand on Ctrl-C has its end by now. */
    private Integer tell(Ledger ledger, List<Map<String, Object>> rows) {
        if (cutShort != null) {
            Map<String, Object> row = ledger.attempt(Handover.name(cutShort), cutShortAfter);
            if (row != null) {
                rows.add(row);
            }
            System.err.println(
                    row == null
                            ? cutShort
                                    + " has not been loaded yet: it lies in the inbox, where the daemon, or the next run or"
                                    + " load, takes it up"
                            : "the mart is refreshed by the daemon, or by the next run or refresh");
        }
        if (!json.isOn()) {
            // At once: where a daemon ends now, its database ends with it.
            System.out.print(rows.isEmpty() ? "" : Standing.loads(rows));
        }
        Map<String, Object> standing = ledger.standing();
        if (json.isOn()) {
            json.print(Map.of("loads", rows, "mart", Standing.report(standing)));
        } else {
            System.out.print(Standing.mart(standing));
        }
        boolean failed = cutShort != null
                || rows.size() < files.size()
                || rows.stream().anyMatch(r -> "failed".equals(r.get("status")))
                || standing.get("refresh_error") != null;
        return failed ? ExitCode.DROP_FAILED : ExitCode.OK;
    }
}
