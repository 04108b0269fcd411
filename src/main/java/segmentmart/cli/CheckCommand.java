package segmentmart.cli;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.EmbeddedServer;
import segmentmart.database.Server;
import segmentmart.database.Unreachable;
import segmentmart.intake.Checked.Reject;
import segmentmart.intake.DropCheck;
import segmentmart.intake.DropRefused;
import segmentmart.staging.Ledger;
import segmentmart.staging.Load;

/** Reads files as a load would, and loads nothing. */
@Command(
        name = "check",
        description =
                "Read files as load would and tell what it would find: encoding, columns, bad records, duplicates. Nothing is written or moved.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to check.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Handover.makeSureTheyAreFiles(files);
        Session.silence(Level.WARN);
        Settings settings = option.settingsWithoutRoutes();
        Path postgres = settings.home().postgres();
        Server server =
                settings.externalServer() != null ? settings.externalServer() : EmbeddedServer.running(postgres);
        if (server != null) {
            try (Database database = Database.of(server, 2)) {
                return tell(settings, ledger(database));
            }
        }
        // A home on which nothing has run yet is not made for a question.
        if (Files.notExists(postgres)) {
            return tell(settings, null);
        }
        try (Session session = Session.open(option, "check")) {
            return tell(settings, ledger(session.database()));
        }
    }

    /** The ledger; null where nothing was loaded yet. */
    private static @Nullable Ledger ledger(Database database) throws Unreachable {
        database.schema().checkServer();
        return database.schema().version().equals("none") ? null : new Ledger(database.pool());
    }

    private Integer tell(Settings settings, @Nullable Ledger ledger) throws Exception {
        List<Map<String, Object>> reports = new ArrayList<>();
        for (Path file : files) {
            Map<String, Object> report = check(file, settings, ledger);
            reports.add(report);
            if (!json.isOn()) {
                System.out.print(Forecast.text(report));
            }
        }
        if (json.isOn()) {
            json.print(reports);
        }
        return reports.stream().anyMatch(report -> report.containsKey("error")) ? ExitCode.DROP_FAILED : ExitCode.OK;
    }

    private static Map<String, Object> check(Path file, Settings settings, @Nullable Ledger ledger) throws Exception {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("file", file.toString());
        try (Progress progress = Progress.ofBytes(Handover.name(file), Files.size(file))) {
            DropCheck check = DropCheck.of(file, settings.encoding(), bytes -> progress.show(bytes, 0));
            describe(check, report);
            double limit = settings.ratio(Setting.INBOX_MAX_REJECT_RATIO);
            if (check.rejected() > limit * check.read()) {
                report.put(
                        "error",
                        "%d of its %d records are bad, more than inbox.max-reject-ratio (%s) allows; correct them, or raise it"
                                .formatted(check.rejected(), check.read(), limit));
            } else {
                judge(check, ledger == null ? Map.of() : ledger.inForceLike(check.drop()), report);
            }
        } catch (DropRefused e) {
            report.put("error", e.whole() + "; " + e.cure());
        } catch (IOException e) {
            throw new Refusal(ExitCode.FILES, file + " cannot be read: " + e.getMessage());
        }
        return report;
    }

    private static void judge(DropCheck check, Map<String, Object> base, Map<String, Object> report) {
        boolean duplicate = base.get("duplicate_of_load_id") != null;
        if (!duplicate && check.drop().name().correctsLoadId() != null) {
            report.put("corrects", correction(check, base));
        }
        if (!duplicate) {
            Load.refuseMisfit(check.drop(), check.snapshot(), base);
        }
        report.put("duplicate_of_load_id", base.get("duplicate_of_load_id"));
        report.put("replaces_load_id", base.get(check.snapshot() ? "replaces_snapshot_id" : "replaces_load_id"));
        report.put("ends_snapshots", !duplicate && endsSnapshots(check, base));
    }

    /** What the file would correct; fewer records than there are open rejects close none of them. */
    private static Map<String, Object> correction(DropCheck check, Map<String, Object> base) {
        Map<String, Object> correction = new LinkedHashMap<>();
        long open = base.get("open_rejects") instanceof Number number ? number.longValue() : 0;
        correction.put("load_id", check.drop().name().correctsLoadId());
        correction.put("in_force", Boolean.TRUE.equals(base.get("corrects_in_force")));
        correction.put("open_rejects", open);
        correction.put("closes_them", open > 0 && check.read() >= open);
        return correction;
    }

    /** Whether the file gives ids to a base that lives by snapshots, which would be refused from then on. */
    private static boolean endsSnapshots(DropCheck check, Map<String, Object> base) {
        return !check.snapshot()
                && check.drop().name().correctsLoadId() == null
                && check.read() > check.rejected()
                && base.get("replaces_snapshot_id") != null
                && !Boolean.TRUE.equals(base.get("has_explicit_ids"));
    }

    private static void describe(DropCheck check, Map<String, Object> report) {
        report.put("kind", check.drop().name().kind().word());
        report.put("format", check.drop().name().format().word());
        report.put("encoding", check.drop().encoding().word());
        if (check.delimiter() != null) {
            report.put("delimiter", check.delimiter());
        }
        report.put("snapshot", check.snapshot());
        report.put("ignored_columns", check.ignored());
        report.put("records_read", check.read());
        report.put("records_rejected", check.rejected());
        Map<String, Long> reasons = new LinkedHashMap<>();
        check.rejects().forEach((code, count) -> reasons.put(code.word(), count));
        report.put("rejects", reasons);
        report.put(
                "first_rejects",
                check.firstRejects().stream().map(CheckCommand::line).toList());
    }

    private static String line(Reject reject) {
        return "line " + reject.line() + ": " + reject.message();
    }
}
