package segmentmart.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import segmentmart.generate.Format;
import segmentmart.intake.DropCheck;

/** Loads beside COPY of the same rows into the same table, by turns. */
final class LoadFigures {
    private static final String USAGE = "staging.product_usage (client_id, product_name, usage_date)";
    private static final String CLIENTS = "staging.clients (client_id, client_name, client_revenue)";
    private static final int DROPS_AT_ONCE = 4;

    private final World world;
    private final Drops drops;
    private final Sizes sizes;

    LoadFigures(World world, Drops drops, Sizes sizes) {
        this.world = world;
        this.drops = drops;
        this.sizes = sizes;
    }

    Figure usage() throws Exception {
        Path csv = drops.usage(sizes.usages(), Format.CSV, 1);
        return besideCopy("usage CSV : COPY", 1.0, USAGE, List.of(csv), Map.of("product_usage.csv", csv));
    }

    Figure usageAsJsonl() throws Exception {
        return besideCopy(
                "the same uses as JSONL : COPY of the CSV",
                0.6,
                USAGE,
                List.of(drops.usage(sizes.usages(), Format.CSV, 1)),
                Map.of("product_usage.jsonl", drops.usage(sizes.usages(), Format.JSONL, 1)));
    }

    Figure clients() throws Exception {
        Path csv = drops.clients(Format.CSV);
        return besideCopy(
                "clients CSV into an empty base : COPY", 0.9, CLIENTS, List.of(csv), Map.of("clients.csv", csv));
    }

    Figure clientsAsJsonl() throws Exception {
        return besideCopy(
                "the same clients as JSONL : COPY of the CSV",
                0.6,
                CLIENTS,
                List.of(drops.clients(Format.CSV)),
                Map.of("clients.jsonl", drops.clients(Format.JSONL)));
    }

    Figure dropsAtOnce() throws Exception {
        Map<String, Path> all = new LinkedHashMap<>();
        for (int i = 1; i <= DROPS_AT_ONCE; i++) {
            all.put("product_usage-" + i + ".csv", drops.usage(sizes.usages() / DROPS_AT_ONCE, Format.CSV, i));
        }
        return besideCopy(
                "four usage drops at once : COPY one after another", 1.3, USAGE, List.copyOf(all.values()), all);
    }

    /** Reading and checking a drop beside loading it. */
    Figure check() throws Exception {
        Path csv = drops.usage(sizes.usages(), Format.CSV, 1);
        Path named =
                Files.copy(csv, csv.resolveSibling("product_usage-check.csv"), StandardCopyOption.REPLACE_EXISTING);
        List<Double> checks = new ArrayList<>();
        List<Double> loads = new ArrayList<>();
        for (int round = 0; round <= sizes.rounds(); round++) {
            long start = System.nanoTime();
            DropCheck.of(named, null, bytes -> {});
            double check = World.seconds(start);
            world.reset();
            double load = world.loadSeconds("product_usage.csv", csv);
            if (round > 0) {
                checks.add(check);
                loads.add(load);
                Benchmark.tell("check", checks, loads);
            }
        }
        return Figure.faster("check of the usage CSV : load of it", 3, checks, loads);
    }

    /** Rows a second of a large drop beside those of a tenth of it. */
    Figure large() throws Exception {
        Path large = drops.usage(sizes.large(), Format.CSV, 1);
        Path small = drops.usage(sizes.large() / 10, Format.CSV, 1);
        List<Double> larges = new ArrayList<>();
        List<Double> smalls = new ArrayList<>();
        for (int round = 0; round < sizes.rounds(); round++) {
            world.reset();
            smalls.add(10 * world.loadSeconds("product_usage.csv", small));
            world.reset();
            larges.add(world.loadSeconds("product_usage.csv", large));
            Benchmark.tell("large drop", larges, smalls);
        }
        return Figure.faster("rows/s of a drop ten times as large : of the smaller", 0.9, larges, smalls);
    }

    private Figure besideCopy(String name, double target, String table, List<Path> csv, Map<String, Path> loaded)
            throws Exception {
        List<Double> loads = new ArrayList<>();
        List<Double> copies = new ArrayList<>();
        for (int round = 0; round <= sizes.rounds(); round++) {
            world.reset();
            double copy = 0;
            for (Path file : csv) {
                copy += world.copy(table, file);
            }
            world.reset();
            double load = world.loadSeconds(loaded);
            if (round > 0) {
                copies.add(copy);
                loads.add(load);
                Benchmark.tell(name, loads, copies);
            }
        }
        return Figure.faster(name, target, loads, copies);
    }
}
