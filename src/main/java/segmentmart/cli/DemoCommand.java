package segmentmart.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import segmentmart.daemon.Daemon;
import segmentmart.staging.Ledger;

/** The whole product on a fresh machine: shipped example drops go through the inbox into the mart. */
@Command(
        name = "demo",
        description = "Try it: load example drops into an empty base, show the mart, and go on watching the inbox.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final List<String> EXAMPLES = List.of("clients.csv", "product_usage.csv");
    private static final long POLL_MILLIS = 100;

    @Mixin
    private HomeOption option = new HomeOption();

    @Override
    public Integer call() throws Exception {
        Signals signals = new Signals();
        try (Session session = Session.openAlone(option, "demo")) {
            Ledger ledger = new Ledger(session.database().pool());
            Path inbox = session.settings().inbox();
            try (Daemon daemon = Daemon.run(session.settings(), session.database())) {
                if (ledger.lastLoadId() == 0) {
                    loadExamples(new Handover(inbox, ledger, signals), daemon, ledger, signals);
                } else {
                    System.out.println("the base holds drops already, so the examples are not loaded");
                }
                System.out.print(Standing.loads(ledger.last(EXAMPLES.size())));
                System.out.print(Standing.mart(ledger.standing()));
                System.out.println("database: " + session.database().server() + " (password in "
                        + session.settings().home().postgres().resolve("password") + ")");
                System.out.println(
                        "watching " + inbox + ": drop clients*.csv or product_usage*.csv there; Ctrl-C ends");
                signals.await(session.database());
            }
            return ExitCode.OK;
        } finally {
            signals.ended();
        }
    }

    private static void loadExamples(Handover handover, Daemon daemon, Ledger ledger, Signals signals)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("segment-mart-demo");
        for (String name : EXAMPLES) {
            Path file = folder.resolve(name);
            try (InputStream in = DemoCommand.class.getResourceAsStream("/segmentmart/demo/" + name)) {
                Files.copy(java.util.Objects.requireNonNull(in, name), file);
            }
            long before = ledger.lastLoadId();
            handover.put(file);
            handover.await(file, before, daemon::inHand);
            Files.delete(file);
        }
        Files.delete(folder);
        while (ledger.waitingForRefresh() > 0 && !signals.isAsked()) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}
