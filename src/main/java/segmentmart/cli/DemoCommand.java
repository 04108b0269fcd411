package segmentmart.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.Setting;
import segmentmart.generate.Format;
import segmentmart.generate.FullNames;
import segmentmart.generate.Generator;
import segmentmart.generate.Plan;
import segmentmart.generate.Profile;
import segmentmart.staging.Ledger;

/** The whole product on a fresh machine: generated drops go through the inbox into the mart. */
@Command(
        name = "demo",
        description = "Try it: load example drops into an empty base, show the mart, and go on watching the inbox.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    /** What the examples are. */
    static final Plan PLAN = new Plan(
            1_000, 12_000, LocalDate.of(2025, 1, 1), LocalDate.of(2025, 6, 30), Profile.BANK, Format.CSV, false, 1, 0);

    private static final long POLL_MILLIS = 100;

    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private NameDumps dumps = new NameDumps();

    @Override
    public Integer call() throws Exception {
        FullNames names = dumps.read(option.settings());
        try (Session session = Session.openAlone(option, "demo")) {
            Ledger ledger = new Ledger(session.database().pool());
            Path inbox = session.settings().inbox();
            try (Service service = new Service(session.settings(), true)) {
                session.tell(service.address());
                Daemon daemon = service.begin(session.database()).daemon();
                if (ledger.lastLoadId() == 0) {
                    loadExamples(session, names, daemon);
                } else {
                    System.out.println("the base holds drops already, so the examples are not loaded");
                }
                System.out.print(Standing.loads(ledger.last(2)));
                System.out.print(Standing.mart(ledger.standing()));
                System.out.println("what it says, on one page: the command report, beside this one");
                System.out.println("database: " + session.database().server() + " (password in "
                        + session.settings().home().postgres().resolve("password") + ")");
                System.out.println("Power BI and other clients read it as bi_reader, "
                        + (session.settings().get(Setting.BI_PASS).isEmpty()
                                ? "once BI_PASS is set: see docs/power-bi.md"
                                : "with the password BI_PASS: see docs/power-bi.md"));
                System.out.println(
                        "watching " + inbox + ": drop clients*.csv or product_usage*.csv there; Ctrl-C ends");
                System.out.println("dashboard: " + service.address());
                session.signals().await(session.database());
            }
            return ExitCode.OK;
        }
    }

    private static void loadExamples(Session session, FullNames names, Daemon daemon)
            throws IOException, InterruptedException {
        Ledger ledger = new Ledger(session.database().pool());
        Handover handover = new Handover(session, ledger);
        Path folder = Files.createTempDirectory("segment-mart-demo");
        Path clients = folder.resolve("clients.csv");
        Path usage = folder.resolve("product_usage.csv");
        Path truth = session.settings().home().data().resolve("truth.json");
        try {
            new Generator(PLAN, names).write(new Generator.Target(clients, usage, truth, false, true), rows -> {});
            for (Path file : List.of(clients, usage)) {
                long before = ledger.lastLoadId();
                handover.put(file);
                handover.await(file, before, daemon::inHand);
            }
        } catch (IOException e) {
            throw Refusal.ofFile("the file", e, "the example drops were not loaded");
        } finally {
            Files.deleteIfExists(clients);
            Files.deleteIfExists(usage);
            Files.delete(folder);
        }
        while (ledger.waitingForRefresh() > 0 && !session.signals().isAsked()) {
            Thread.sleep(POLL_MILLIS);
        }
        System.out.println("example drops were generated; what they hold is in " + truth);
    }
}
