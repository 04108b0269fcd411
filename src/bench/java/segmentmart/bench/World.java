package segmentmart.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.Home;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.intake.InboxFiles;

/** A home with the project's routes, its durable PostgreSQL and a daemon on both, to be measured beside the rival. */
final class World implements AutoCloseable {
    /** Refreshes are asked for where they are measured. */
    static final Map<String, String> LOADS_ONLY = Map.of("MART_ON_COMPLETION", "false", "MART_ON_TIMER", "false");

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int POLL_MILLIS = 5;

    private final Path root;
    private final Database database;
    private Settings settings;
    private Daemon daemon;

    World(Path root) throws Exception {
        this.root = root;
        ship(root);
        settings = Settings.read(new Home(root), LOADS_ONLY);
        // What a run that was cut off left there is not measured.
        for (String left : InboxFiles.waitingIn(settings.inbox())) {
            Files.delete(settings.inbox().resolve(left));
        }
        database = Database.embedded(root.resolve("data/postgres"), 0, 8);
        database.schema().migrate();
        daemon = Daemon.run(settings, database);
        // COPY gives neither; the product does.
        execute("alter table staging.product_usage alter load_id set default 0, alter line_no set default 0");
        execute("alter table staging.clients alter load_id set default 0, alter line_no set default 0");
    }

    static void ship(Path root) throws IOException {
        Path shipped = Path.of("routes");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = root.resolve("routes").resolve(shipped.relativize(file));
                Files.createDirectories(target.resolveSibling("."));
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The command {@code run} on a home, in a process of its own, not started yet. */
    static ProcessBuilder run(Path home, int httpPort) {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "segmentmart.Main",
                "run",
                "--home",
                home.toString());
        builder.environment().put("DB_EMBEDDED_PORT", "0");
        builder.environment().put("HTTP_PORT", String.valueOf(httpPort));
        return builder.redirectErrorStream(true);
    }

    Database database() {
        return database;
    }

    Daemon daemon() {
        return daemon;
    }

    /** The segmentation rule as it is shipped. */
    String rule() throws IOException {
        return Files.readString(settings.rule());
    }

    /** Starts the daemon anew, with a refresh that keeps no analysis, or with the one that is shipped. */
    void restart(boolean analysing) throws Exception {
        ship(root);
        if (!analysing) {
            Path route = root.resolve("routes/rewrite-mart.camel.yaml");
            Files.writeString(
                    route,
                    Files.readString(route)
                            .replaceAll("(?m)^ *- to:\\n *uri: direct:(keep-tallies|renew-relations)\\n", ""));
        }
        restart(LOADS_ONLY);
    }

    /** Starts the daemon anew with other settings. */
    void restart(Map<String, String> environment) throws Exception {
        daemon.close();
        settings = Settings.read(new Home(root), environment);
        daemon = Daemon.run(settings, database);
    }

    /** Empties staging, ledger and mart, and the archive of what was loaded, which would fill the disk. */
    void reset() throws SQLException, IOException {
        Path done = settings.inbox().resolve("done");
        if (Files.exists(done)) {
            try (Stream<Path> files = Files.walk(done)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
        execute("""
                do $$
                begin
                    execute (
                        select 'truncate ' || string_agg(format('%I.%I', schemaname, tablename), ', ') || ' restart identity'
                        from pg_tables
                        where
                            schemaname in ('staging', 'data_mart', 'tally', 'touched')
                            and tablename <> 'schema_version'
                    );
                end $$
                """);
        execute("checkpoint");
    }

    /** Seconds that COPY takes for a CSV file, as psql's \copy sends it. */
    double copy(String table, Path csv) throws SQLException, IOException {
        long start = System.nanoTime();
        try (Connection connection = database.pool().getConnection();
                InputStream in = Files.newInputStream(csv)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin with (format csv, header)", in, BUFFER_BYTES);
        }
        return seconds(start);
    }

    /** Puts files into the inbox as an uploader does, all at once, and waits until they are loaded and filed. */
    void load(Map<String, Path> drops) throws Exception {
        put(drops);
        while (!InboxFiles.waitingIn(settings.inbox()).isEmpty()
                || number("select count(*) from staging.load where filed_at is null") > 0) {
            Thread.sleep(POLL_MILLIS);
        }
        if (number("select count(*) from staging.load where status = 'failed'") > 0) {
            throw new IllegalStateException("a drop failed, see " + settings.inbox());
        }
    }

    void put(Map<String, Path> drops) throws IOException, InterruptedException {
        Map<Path, Path> complete = new HashMap<>();
        for (Map.Entry<String, Path> drop : drops.entrySet()) {
            Path part = settings.inbox().resolve(drop.getKey() + ".part");
            complete.put(
                    Files.copy(drop.getValue(), part, StandardCopyOption.REPLACE_EXISTING),
                    settings.inbox().resolve(drop.getKey()));
        }
        // No uploader renames within a tick of the file system's clock.
        Thread.sleep(20);
        for (Map.Entry<Path, Path> rename : complete.entrySet()) {
            Files.move(rename.getKey(), rename.getValue(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Loads drops; answers the seconds by the ledger, from the first pick-up until the last is committed and filed. */
    double loadSeconds(Map<String, Path> drops) throws Exception {
        double before = number("select coalesce(max(load_id), 0) from staging.load");
        load(drops);
        return number("select extract(epoch from max(filed_at) - min(started_at)) from staging.load where load_id > "
                + (long) before);
    }

    double loadSeconds(String name, Path file) throws Exception {
        return loadSeconds(Map.of(name, file));
    }

    /** Refreshes the mart; answers the seconds. */
    double refreshSeconds(boolean full) throws SQLException {
        double before = number("select count(*) from data_mart.refresh where error is null");
        long start = System.nanoTime();
        daemon.refresh(full);
        double seconds = seconds(start);
        if (number("select count(*) from data_mart.refresh where error is null") == before) {
            throw new IllegalStateException("the mart was not refreshed");
        }
        return seconds;
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        }
    }

    /** The one number that a query answers. */
    double number(String sql) throws SQLException {
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }

    static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    @Override
    public void close() {
        daemon.close();
        database.close();
    }
}
