package segmentmart.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.Home;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.generate.Format;
import segmentmart.generate.FullNames;
import segmentmart.generate.Generator;
import segmentmart.generate.NamesUnusable;
import segmentmart.generate.Plan;
import segmentmart.generate.Profile;
import segmentmart.staging.Ledger;

/**
 * Loads the same usage CSV by COPY and through the product, by turns, into the same table of the same server, and
 * prints both times and their ratio. The product's time is that of its ledger: from pick-up to the end of the load.
 */
public final class CopyRatio {
    private static final String DROP = "product_usage-bench.csv";

    private CopyRatio() {}

    /** Arguments: rows of the drop, clients they are of, rounds, folder to work in. */
    public static void main(String[] arguments) throws Exception {
        int rows = Integer.parseInt(arguments[0]);
        int clients = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Path root = Path.of(arguments[3]).toAbsolutePath();
        copyRoutes(root);
        Path csv = root.resolve(DROP);
        write(csv, rows, clients);
        System.out.printf(
                Locale.ROOT,
                "%,d rows of %,d clients, %.1f MB, heap at most %d MB%n",
                rows,
                clients,
                Files.size(csv) / 1e6,
                Runtime.getRuntime().maxMemory() >> 20);

        Settings settings =
                Settings.read(new Home(root), Map.of("MART_ON_COMPLETION", "false", "MART_ON_TIMER", "false"));
        try (Database database = Database.embedded(root.resolve("postgres"), 0, 8)) {
            database.schema().migrate();
            execute(
                    database,
                    "alter table staging.product_usage alter load_id set default 0, alter line_no set default 0");
            List<Double> copies = new ArrayList<>();
            List<Double> loads = new ArrayList<>();
            try (Daemon daemon = Daemon.run(settings, database)) {
                for (int round = 0; round <= rounds; round++) {
                    double copy = copy(database, csv);
                    double load = load(database, csv, settings.inbox());
                    boolean warmUp = round == 0;
                    System.out.printf(
                            Locale.ROOT,
                            "%s: COPY %.1f s (%,.0f rows/s), product %.1f s (%,.0f rows/s), ratio %.2f%n",
                            warmUp ? "warm-up" : "round " + round,
                            copy,
                            rows / copy,
                            load,
                            rows / load,
                            copy / load);
                    if (!warmUp) {
                        copies.add(copy);
                        loads.add(load);
                    }
                }
            }
            double copy = median(copies);
            double load = median(loads);
            System.out.printf(
                    Locale.ROOT,
                    "median: COPY %.1f s, product %.1f s; the product runs at %.2f of the speed of COPY%n",
                    copy,
                    load,
                    copy / load);
        }
    }

    private static double copy(Database database, Path csv) throws SQLException, IOException {
        reset(database);
        long start = System.nanoTime();
        try (Connection connection = database.pool().getConnection();
                InputStream in = Files.newInputStream(csv)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy staging.product_usage (client_id, product_name, usage_date) from stdin"
                                    + " with (format csv, header)",
                            in,
                            1 << 16);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static double load(Database database, Path csv, Path inbox) throws Exception {
        reset(database);
        Ledger ledger = new Ledger(database.pool());
        Path part = Files.copy(csv, inbox.resolve(DROP + ".part"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, inbox.resolve(DROP), StandardCopyOption.ATOMIC_MOVE);
        Map<String, Object> row = null;
        while (row == null) {
            Thread.sleep(100);
            row = ledger.attempt(DROP, 0);
        }
        if (!"loaded".equals(row.get("status"))) {
            throw new IllegalStateException("the product did not load the drop: " + row);
        }
        while (Files.exists(inbox.resolve(DROP))) {
            Thread.sleep(20);
        }
        return ((Number) Objects.requireNonNull(row.get("seconds"))).doubleValue();
    }

    private static void reset(Database database) throws SQLException {
        execute(database, "truncate staging.load, staging.product_usage restart identity");
        execute(database, "checkpoint");
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void write(Path usage, int rows, int clients) throws IOException, NamesUnusable {
        LocalDate may = LocalDate.of(2025, 5, 1);
        Plan plan = new Plan(clients, rows, may, may.plusDays(30), Profile.BANK, Format.CSV, false, 1, 0);
        new Generator(plan, FullNames.read(null, null, null))
                .write(
                        new Generator.Target(
                                usage.resolveSibling("clients-bench.csv"),
                                usage,
                                usage.resolveSibling("truth.json"),
                                true,
                                true),
                        records -> {});
    }

    private static void copyRoutes(Path root) throws IOException {
        Path shipped = Path.of("routes");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = root.resolve("routes").resolve(shipped.relativize(file));
                Files.createDirectories(target.resolveSibling("."));
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
