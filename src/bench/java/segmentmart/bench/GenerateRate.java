package segmentmart.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import segmentmart.generate.Format;
import segmentmart.generate.FullNames;
import segmentmart.generate.Generator;
import segmentmart.generate.Plan;
import segmentmart.generate.Profile;
import segmentmart.generate.Truth;

/** Generates drops of each profile and format, and prints records a second, a first round to warm up aside. */
public final class GenerateRate {
    private GenerateRate() {}

    /** Arguments: usage records, and rounds, if not ten million and 3. */
    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000_000;
        int clients = Math.max(1, rows / 10);
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Path folder = Files.createDirectories(Path.of("target/bench/generate")).toAbsolutePath();
        System.out.printf(
                Locale.ROOT,
                "%,d uses of %,d clients, heap at most %d MB%n",
                rows,
                clients,
                Runtime.getRuntime().maxMemory() >> 20);
        for (Profile profile : Profile.values()) {
            for (Format format : Format.values()) {
                LocalDate january = LocalDate.of(2025, 1, 1);
                measure(
                        new Plan(clients, rows, january, LocalDate.of(2025, 6, 30), profile, format, false, 1, 0),
                        folder,
                        rounds);
            }
        }
    }

    private static void measure(Plan plan, Path folder, int rounds) throws Exception {
        Generator generator = new Generator(plan, FullNames.read(null, null, null));
        Generator.Target target = Generator.Target.in(folder, "." + plan.format(), true);
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            long start = System.nanoTime();
            Truth truth = generator.write(target, records -> {});
            double generated = (System.nanoTime() - start) / 1e9;
            long records = truth.drops().stream().mapToLong(Truth.Drop::records).sum();
            if (round > 0) {
                rates.add(records / generated);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s, %s: median %,.0f records/s%n",
                plan.profile().word(),
                plan.format().word(),
                Figure.median(rates));
    }
}
