package segmentmart.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import segmentmart.daemon.HomeLock;
import segmentmart.intake.InboxFiles;
import segmentmart.staging.Ledger;
import segmentmart.tuning.Revisions;

/** How things stand; beside a daemon or without one. */
@Command(
        name = "status",
        description = "Show the last loads, waiting and failed drops, open rejects, and the mart.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final int MAX_NAMES = 5;

    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--last", paramLabel = "N", defaultValue = "10", description = "How many loads (default: 10).")
    private int last;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open(option, "status")) {
            Ledger ledger = new Ledger(session.database().pool());
            Path inbox = session.settings().inbox();
            List<String> waiting = InboxFiles.waitingIn(inbox);
            List<String> failed = failedIn(inbox);
            List<Map<String, Object>> waits = ledger.waiting().stream()
                    .filter(wait -> waiting.contains(String.valueOf(wait.get("drop_name"))))
                    .toList();
            String daemon = session.isBesideAnother()
                    ? HomeLock.holder(session.settings().home())
                    : "not running";
            String refused = new Revisions(session.settings().home()).refused();
            if (json.isOn()) {
                Map<String, Object> report = new LinkedHashMap<>();
                report.put("daemon", daemon);
                report.put("edit_refused", refused);
                report.put("database", session.database().server().toString());
                report.put("waiting", waiting);
                report.put("waiting_after_failed_tries", waits);
                report.put("failed", failed);
                report.put("loads", ledger.last(last));
                report.put("mart", Standing.report(ledger.standing()));
                json.print(report);
            } else {
                System.out.println("daemon: " + daemon);
                System.out.println("database: " + session.database().server());
                if (refused != null) {
                    System.out.println(Terminal.plain("routes: " + refused));
                }
                System.out.print(Standing.loads(ledger.last(last)));
                System.out.println("waiting in " + inbox + ": " + names(waiting));
                System.out.print(Standing.waits(waits));
                System.out.println("failed, see their .error.txt: " + names(failed));
                System.out.print(Standing.mart(ledger.standing()));
            }
            return ExitCode.OK;
        }
    }

    private static String names(List<String> files) {
        String first = String.join(", ", files.subList(0, Math.min(files.size(), MAX_NAMES)));
        return files.isEmpty()
                ? "none"
                : Terminal.plain(first)
                        + (files.size() > MAX_NAMES ? " … and " + (files.size() - MAX_NAMES) + " more" : "");
    }

    private static List<String> failedIn(Path inbox) throws java.io.IOException {
        Path folder = inbox.resolve("failed");
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Handover::name)
                    .filter(name -> !name.endsWith(".error.txt"))
                    .sorted()
                    .toList();
        }
    }
}
