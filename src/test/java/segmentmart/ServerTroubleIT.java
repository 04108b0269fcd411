package segmentmart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import segmentmart.database.Database;
import segmentmart.database.EmbeddedServer;
import segmentmart.database.Unreachable;
import segmentmart.staging.Load;

/** An embedded server of its own for each test, which comes to harm. */
class ServerTroubleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MANY = 120_000;
    private static final Map<String, String> SMALL_CHUNKS = Map.of("LOAD_CHUNK", "1000");

    @TempDir
    Path root;

    private static String manyUses() {
        StringBuilder text = new StringBuilder("client_id,product,usage_date\n");
        for (int i = 1; i <= MANY; i++) {
            text.append(i).append(",Вклад,2025-05-01\n");
        }
        return text.toString();
    }

    /** As the process does that runs the server. */
    private static ScheduledExecutorService keepUp(Database database) {
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        watch.execute(() -> {
            while (!watch.isShutdown()) {
                try {
                    TimeUnit.MILLISECONDS.sleep(500);
                    database.keepUp();
                } catch (Unreachable e) {
                    // It is tried again.
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        return watch;
    }

    private static void end(ScheduledExecutorService watch) throws InterruptedException {
        watch.shutdownNow();
        assertThat(watch.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private static void awaitLoadedOnce(Database database, TestHome home) {
        JdbcClient jdbc = JdbcClient.create(database.pool());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> Files.notExists(home.inbox().resolve("product_usage.csv"))
                        && jdbc.sql("select bool_and(filed_at is not null) from staging.load")
                                .query(Boolean.class)
                                .single());
        assertThat(jdbc.sql("select format('%s rows, %s lines, %s loads', count(*), count(distinct line_no),"
                                + " count(distinct load_id)) from staging.product_usage")
                        .query(String.class)
                        .single())
                .isEqualTo(MANY + " rows, " + MANY + " lines, 1 loads");
        assertThat(jdbc.sql("select status from staging.load")
                        .query(String.class)
                        .list())
                .containsExactly("loaded");
        assertThat(home.files()).containsExactly("done/DATE/product_usage.csv");
    }

    @Test
    void serverKilledMidLoadIsStartedAgainAndTheDropLoadedOnce() throws Exception {
        try (Database database = Database.embedded(root.resolve("postgres"), 0, 4)) {
            database.schema().migrate();
            ScheduledExecutorService watch = keepUp(database);
            try (TestHome home = TestHome.start(root.resolve("home"), database, SMALL_CHUNKS)) {
                home.put("product_usage.csv", manyUses());
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> {
                    Load load = home.daemon().inHand("product_usage.csv");
                    return load != null && load.recordsRead() > MANY / 10;
                });
                EmbeddedServer.process(root.resolve("postgres")).orElseThrow().destroyForcibly();
                awaitLoadedOnce(database, home);
            } finally {
                end(watch);
            }
        }
        assertThat(EmbeddedServer.process(root.resolve("postgres"))).isEmpty();
    }

    @Test
    void fullDiskOfTheDatabaseHoldsTheDropUpAndHealthSaysSo() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(root.resolve("disk"), "500m");
                Database database = Database.embedded(disk.folder().resolve("postgres"), 0, 4)) {
            database.schema().migrate();
            ScheduledExecutorService watch = keepUp(database);
            try (TestHome home = TestHome.start(root.resolve("home"), database, SMALL_CHUNKS)) {
                disk.fill();
                home.put("product_usage.csv", manyUses());
                await().atMost(PATIENCE)
                        .until(() -> home.daemon().inbox().waits().containsKey(""));
                assertThat(home.daemon().ailments()).anyMatch(a -> a.startsWith("inbox: all drops wait: "));
                assertThat(home.files()).containsExactly("product_usage.csv");
                disk.free();
                awaitLoadedOnce(database, home);
                assertThat(home.daemon().ailments()).isEmpty();
            } finally {
                end(watch);
            }
        }
    }

    @Test
    void sessionsThatOutliveAKilledServerAreEndedBeforeItStartsAgain() throws Exception {
        try (Database database = Database.embedded(root.resolve("postgres"), 0, 4)) {
            Thread busy = new Thread(() -> {
                try (Connection connection = database.pool().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("select count(*) from generate_series(1, 100000000000) as n where n % 7 = 3");
                } catch (SQLException e) {
                    // It is ended.
                }
            });
            busy.start();
            JdbcClient jdbc = JdbcClient.create(database.pool());
            await().atMost(PATIENCE)
                    .until(() -> jdbc.sql("select exists (select 1 from pg_stat_activity where state = 'active'"
                                    + " and query like 'select count%')")
                            .query(Boolean.class)
                            .single());
            ProcessHandle server =
                    EmbeddedServer.process(root.resolve("postgres")).orElseThrow();
            server.destroyForcibly();
            server.onExit().join();
            database.keepUp();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> jdbc.sql("select 1").query(Integer.class).single() == 1);
            busy.join();
        }
    }

    @Test
    void serverThatCannotStartSaysWhyAndKeepsItsData() throws Exception {
        Path folder = root.resolve("postgres");
        try (Database database = Database.embedded(folder, 0, 2)) {
            database.schema().migrate();
        }
        Path settings = folder.resolve("data/postgresql.conf");
        String good = Files.readString(settings);
        Files.writeString(settings, "\nnonsense = 1\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Database.embedded(folder, 0, 2))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("embedded PostgreSQL in " + folder + " did not start: ")
                .hasMessageContaining("contains errors")
                .hasMessageContaining(folder.resolve("server.log").toString())
                .satisfies(e -> assertThat(((Unreachable) e).isForGood()).isFalse());
        Files.writeString(settings, good);
        try (Database database = Database.embedded(folder, 0, 2)) {
            assertThat(database.schema().version()).isNotEqualTo("none");
        }
    }
}
