package segmentmart.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import segmentmart.daemon.Settings;
import segmentmart.generate.Format;
import segmentmart.generate.FullNames;
import segmentmart.generate.Generator;
import segmentmart.generate.NameList;
import segmentmart.generate.Plan;
import segmentmart.generate.Profile;
import segmentmart.generate.Truth;

/** Writes synthetic drops, into the inbox or another folder. Needs no database, and no daemon. */
@Command(
        name = "generate",
        description =
                "Write synthetic drops of clients and their uses, and the truth about them: into the inbox, where a "
                        + "daemon takes them up, or into another folder.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
    private static final LocalDate MAY = LocalDate.of(2025, 5, 1);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--clients", paramLabel = "N", description = "Client records (default: ${DEFAULT-VALUE}).")
    private int clients = 100;

    @Option(names = "--usages", paramLabel = "N", description = "Usage records (default: ${DEFAULT-VALUE}).")
    private int usages = 200;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "First day of the uses (default: 2025-05-01, or the first of the month of --to).")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "Last day of the uses (default: the last of the month of --from).")
    private @Nullable LocalDate to;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "uniform: client, product and day have nothing to do with each other; bank: people of "
                    + "several kinds, with the effects that truth.json names (default: uniform).")
    private Profile profile = Profile.UNIFORM;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv or jsonl (default: csv).")
    private Format format = Format.CSV;

    @Option(names = "--gz", description = "Pack the drops.")
    private boolean gzip;

    @Option(
            names = "--ids",
            description = "Give clients their client_id. Without it the drop is a full snapshot of the client base.")
    private boolean ids;

    @Option(
            names = "--bad",
            paramLabel = "RATE",
            description = "Share of the records to break, 0 … 0.5, in the ways the input contract names (default: 0).")
    private double bad;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same bytes (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private DropFiles files = new DropFiles();

    @Mixin
    private NameDumps dumps = new NameDumps();

    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        Plan plan = plan();
        Settings settings = option.settingsWithoutRoutes();
        if (files.areInInbox(settings)) {
            settings = option.settings();
        }
        Generator.Target target = files.target(settings, "." + format.word() + (gzip ? ".gz" : ""));
        FullNames names = dumps.read(settings);
        if (!json.isOn()) {
            names.lists().forEach(list -> System.err.println(Terminal.plain(list.summary())));
        }
        long start = System.nanoTime();
        Truth truth = generate(plan, names, target);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (json.isOn()) {
            json.print(report(target, names.lists(), truth));
        } else {
            tell(target, truth, seconds);
        }
        return ExitCode.OK;
    }

    private Plan plan() {
        LocalDate first = from != null ? from : to != null ? to.withDayOfMonth(1) : MAY;
        LocalDate last = to != null ? to : first.withDayOfMonth(first.lengthOfMonth());
        try {
            return new Plan(clients, usages, first, last, profile, format, ids, seed, bad);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private static Truth generate(Plan plan, FullNames names, Generator.Target target) {
        AtomicLong done = new AtomicLong();
        try (Progress progress = Progress.ofRows("generate", (long) plan.clients() + plan.usages())) {
            return new Generator(plan, names).write(target, rows -> progress.show(done.addAndGet(rows), done.get()));
        } catch (FileAlreadyExistsException e) {
            throw new Refusal(
                    ExitCode.FILES,
                    e.getFile() + " is there already; nothing was written: move it away, or give --overwrite");
        } catch (IOException e) {
            throw Refusal.ofFile(
                    "the file", e, "no unfinished file was left; mend that, or give another folder by --out");
        }
    }

    private static Map<String, Object> report(Generator.Target target, List<NameList> lists, Truth truth)
            throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("clients", target.clients().toString());
        report.put("product_usage", target.usage().toString());
        report.put("names", lists.stream().map(NameList::summary).toList());
        report.put("truth", new ObjectMapper().readTree(truth.json()));
        return report;
    }

    private static void tell(Generator.Target target, Truth truth, double seconds) {
        List<Path> files = List.of(target.clients(), target.usage());
        long records = 0;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < files.size(); i++) {
            Truth.Drop drop = truth.drops().get(i);
            records += drop.records();
            text.append(String.format(
                    Locale.ROOT, "%s: %,d records, %,d of them bad%n", files.get(i), drop.records(), drop.rejected()));
        }
        StringJoiner segments = new StringJoiner(", ");
        truth.mart().segments().forEach((segment, n) -> segments.add(String.format(Locale.ROOT, "%s %,d", segment, n)));
        text.append(String.format(
                Locale.ROOT,
                "%s: what they hold: %,d clients with products (%s), %,d without, %,d uses of unknown clients%n",
                target.truth(),
                truth.mart().clients(),
                segments,
                truth.mart().clientsWithoutProducts(),
                truth.mart().orphans()));
        text.append(String.format(
                Locale.ROOT, "%,d records in %.1f s, %,.0f a second%n", records, seconds, records / seconds));
        System.out.print(Terminal.plain(text.toString()));
    }
}
