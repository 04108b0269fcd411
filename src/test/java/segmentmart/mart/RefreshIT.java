package segmentmart.mart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.TestHome;
import segmentmart.database.Database;

class RefreshIT {
    private static final String MART = "select * from data_mart.client_segments order by client_id";

    @TempDir
    Path root;

    private TestHome start(Map<String, String> environment) {
        return TestHome.start(root, TestDatabase.empty(), environment);
    }

    private static void dropTwoClients(TestHome home) {
        home.drop("clients.csv", "client_id,client_name,client_revenue", "1,Анна,100", "2,Борис,", "3,Вера,300");
        home.drop(
                "product_usage.csv",
                "client_id,product,usage_date",
                "1,Вклад,2025-05-01",
                "1,Вклад,2025-05-09",
                "2,Вклад,2025-05-02",
                "2,Карта,2025-05-03",
                "9,Карта,2025-05-04");
    }

    private static String refreshes(String columns) {
        return TestDatabase.csv("select " + columns + " from data_mart.refresh order by refresh_id");
    }

    @Test
    void countsDifferentProductsAndLeavesOutWhoUsedNone() {
        try (TestHome home = start(Map.of())) {
            dropTwoClients(home);
            home.daemon().refresh(false);
            assertThat(TestDatabase.csv(MART)).isEqualTo("""
                            client_id,client_name,client_revenue,usage_count,client_segment,last_product_usage_date
                            1,Анна,100,1,1 продукт,2025-05-09
                            2,Борис,,2,2 продукта,2025-05-03
                            """);
            assertThat(
                            refreshes(
                                    "trigger, mode, segments, clients_in_mart, clients_without_products, orphans, rows_written"))
                    .isEqualTo("""
                            trigger,mode,segments,clients_in_mart,clients_without_products,orphans,rows_written
                            command,full,"{""1 продукт"": 1, ""2 продукта"": 1}",2,1,1,2
                            """);
        }
    }

    @Test
    void burstOfDropsGivesOneRefresh() {
        try (TestHome home = start(Map.of("MART_ON_COMPLETION", "true", "MART_SETTLE_FOR", "300ms"))) {
            home.put("clients.csv", "client_id,client_name,client_revenue\n1,Анна,1\n");
            for (int i = 1; i <= 12; i++) {
                home.put("product_usage-" + i + ".csv", ("client_id,product,usage_date\n1,p" + i + ",2025-05-01\n"));
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> TestDatabase.jdbc()
                            .sql("select coalesce(max(cardinality(loads_included)), 0) from data_mart.refresh")
                            .query(Integer.class)
                            .single()
                            .equals(13));
            assertThat(refreshes("trigger")).isEqualTo("trigger\ncompletion\n");
        }
    }

    @Test
    void dropsThatAreStillBeingLoadedAreWaitedFor() {
        try (TestHome home = start(Map.of("MART_ON_COMPLETION", "true", "LOAD_CHUNK", "20"))) {
            StringBuilder large = new StringBuilder("client_id,product,usage_date\n");
            for (int i = 1; i <= 60_000; i++) {
                large.append(i).append(",Вклад,2025-05-01\n");
            }
            home.put("product_usage-2.csv", large.toString());
            home.put("product_usage-1.csv", "client_id,product,usage_date\n1,Вклад,2025-05-01\n");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> TestDatabase.csv("select sum(cardinality(loads_included)) from data_mart.refresh")
                            .equals("sum\n2\n"));
            assertThat(refreshes("loads_included")).isEqualTo("loads_included\n\"{1,2}\"\n");
        }
    }

    @Test
    void failureIsForgottenOnceTheRuleIsMended() throws IOException {
        try (TestHome home = start(Map.of())) {
            dropTwoClients(home);
            home.daemon().refresh(false);
            Path rule = home.routes().resolve("sql/client_segments.sql");
            String original = Files.readString(rule);
            Files.writeString(rule, "select 1");
            home.daemon().refresh(false);
            Files.writeString(rule, original);
            home.daemon().refresh(false);
            assertThat(refreshes("error is null as good")).isEqualTo("good\nt\nf\nt\n");
        }
    }

    @Test
    void timerCatchesUpWithLoadsThatNoTriggerFollowed() {
        try (TestHome home = start(Map.of("MART_ON_TIMER", "true", "MART_TIMER_PERIOD", "100ms"))) {
            dropTwoClients(home);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> TestDatabase.csv("select count(*) from data_mart.client_segments")
                            .equals("count\n2\n"));
            assertThat(refreshes("trigger")).startsWith("trigger\ntimer\n");
        }
    }

    @Test
    void smallDropRecomputesOnlyItsClientsAndWritesOnlyWhatDiffers() {
        try (TestHome home = start(Map.of())) {
            StringBuilder clients = new StringBuilder("client_id,client_name,client_revenue\n");
            StringBuilder usage = new StringBuilder("client_id,product,usage_date\n");
            for (int id = 1; id <= 100; id++) {
                clients.append(id).append(",Клиент,1\n");
                usage.append(id).append(",Вклад,2025-05-01\n");
            }
            home.drop("clients.csv", clients.toString());
            home.drop("product_usage.csv", usage.toString());
            home.daemon().refresh(false);
            home.drop(
                    "product_usage-2.csv", "client_id,product,usage_date", "7,Карта,2025-05-02", "8,Вклад,2025-04-01");
            home.daemon().refresh(false);
            home.drop("clients-2.csv", "client_id,client_name,client_revenue", "9,Новое Имя,5");
            home.daemon().refresh(false);
            home.daemon().refresh(false);
            assertThat(refreshes("mode, rows_written"))
                    .isEqualTo("mode,rows_written\nfull,100\nincremental,1\nincremental,1\n");
            home.daemon().refresh(true);
            assertThat(refreshes("mode, rows_written")).endsWith("full,0\n");
        }
    }

    @Test
    void clientWhoLosesItsUsesLeavesTheMart() {
        try (TestHome home = start(Map.of())) {
            dropTwoClients(home);
            StringBuilder ballast = new StringBuilder("client_id,product,usage_date\n");
            for (int i = 0; i < 50; i++) {
                ballast.append("3,Вклад,2025-05-01\n");
            }
            home.drop("product_usage-ballast.csv", ballast.toString());
            home.daemon().refresh(false);
            home.drop("product_usage.csv", "client_id,product,usage_date", "2,Вклад,2025-05-02");
            home.daemon().refresh(false);
            assertThat(TestDatabase.csv("select client_id, usage_count from (" + MART + ") as m"))
                    .isEqualTo("client_id,usage_count\n2,1\n3,1\n");
            assertThat(refreshes("mode, orphans, rows_deleted"))
                    .isEqualTo("mode,orphans,rows_deleted\nfull,1,0\nincremental,0,1\n");
        }
    }

    @Test
    void loadsThatAreCommittedWhileARefreshRunsAreCountedOnce() throws Exception {
        Path rule = root.resolve("routes/sql/client_segments.sql");
        String waits = "\nwhere (select pg_advisory_xact_lock_shared(4711)::text) is not null";
        try (TestHome home = start(Map.of())) {
            Files.writeString(rule, waits, StandardOpenOption.APPEND);
            dropTwoClients(home);
            for (String mode : new String[] {"full", "incremental"}) {
                ExecutorService refresher = Executors.newSingleThreadExecutor();
                try (Connection other = TestDatabase.get().pool().getConnection();
                        Statement statement = other.createStatement()) {
                    home.drop("clients-" + mode + ".csv", "client_id,client_name,client_revenue", "20,Глеб,1");
                    statement.execute("select pg_advisory_lock(4711)");
                    Future<?> refresh = refresher.submit(() -> home.daemon().refresh(false));
                    await().until(() -> TestDatabase.csv(
                                    "select count(*) from pg_locks where objid = 4711 and not granted")
                            .equals("count\n1\n"));
                    home.drop(
                            "clients-new-" + mode + ".csv",
                            "client_id,client_name,client_revenue",
                            "20,Глеб,2",
                            mode.length() + ",Дина,1");
                    // In place of uses that are in the mart, or on their way into it.
                    home.drop(
                            "product_usage.csv",
                            "client_id,product,usage_date",
                            "1,Кредит,2025-06-0" + mode.length() % 7,
                            "2," + mode + ",2025-05-09");
                    home.drop(
                            "product_usage-" + mode + ".csv",
                            "client_id,product,usage_date",
                            mode.length() + ",Вклад,2025-05-01");
                    statement.execute("select pg_advisory_unlock(4711)");
                    refresh.get();
                } finally {
                    refresher.shutdown();
                }
            }
            home.daemon().refresh(false);
            String counts = "select segments, clients_in_mart, clients_without_products, orphans from data_mart.refresh"
                    + " order by refresh_id desc limit 1";
            String incremental = TestDatabase.csv(counts);
            List<String> analysis = Analysis.rows();
            assertThat(refreshes("mode")).isEqualTo("mode\nfull\nincremental\nincremental\n");
            home.daemon().refresh(true);
            assertThat(incremental).isEqualTo(TestDatabase.csv(counts));
            assertThat(analysis).containsExactlyElementsOf(Analysis.rows());
        }
    }

    @Test
    void refreshThatWaitedForAnotherSeesWhatWasLoadedMeanwhile() throws Exception {
        ExecutorService refresher = Executors.newSingleThreadExecutor();
        try (TestHome home = start(Map.of());
                Connection other = TestDatabase.get().pool().getConnection();
                Statement statement = other.createStatement()) {
            dropTwoClients(home);
            home.daemon().refresh(false);
            home.drop("clients-new.csv", "client_id,client_name,client_revenue", "20,Глеб,1");
            other.setAutoCommit(false);
            statement.execute("lock table touched.client in exclusive mode");
            Future<?> refresh = refresher.submit(() -> home.daemon().refresh(false));
            await().until(() -> TestDatabase.csv("select count(*) from pg_locks where not granted"
                            + " and relation = 'touched.client'::regclass")
                    .equals("count\n1\n"));
            home.drop("clients-later.csv", "client_id,client_name,client_revenue", "20,Глеб,2");
            other.rollback();
            refresh.get();
            home.daemon().refresh(false);
            assertThat(refreshes("mode, loads_included, clients_without_products"))
                    .isEqualTo("""
                            mode,loads_included,clients_without_products
                            full,"{1,2}",1
                            incremental,"{3,4}",2
                            """);
        } finally {
            refresher.shutdown();
        }
    }

    /** The note that a file was moved, between what a refresh sees and its look at the ledger. */
    @Test
    void refreshThatMeetsALoadBeingFiledIsMadeOnceMore() throws Exception {
        ExecutorService refresher = Executors.newSingleThreadExecutor();
        try (TestHome home = start(Map.of());
                Connection other = TestDatabase.get().pool().getConnection();
                Statement statement = other.createStatement()) {
            dropTwoClients(home);
            other.setAutoCommit(false);
            statement.execute("update staging.load set filed_at = clock_timestamp() where load_id = 1");
            Future<?> refresh = refresher.submit(() -> home.daemon().refresh(false));
            await().until(() -> TestDatabase.csv("select count(*) from pg_locks where not granted")
                    .equals("count\n1\n"));
            other.commit();
            refresh.get();
            assertThat(refreshes("mode, error")).isEqualTo("mode,error\nfull,\n");
        } finally {
            refresher.shutdown();
        }
    }

    @Test
    void plannerKnowsHowMuchAFullRefreshReads() {
        try (TestHome home = start(Map.of())) {
            dropTwoClients(home);
            home.daemon().refresh(false);
            assertThat(
                            TestDatabase.csv(
                                    "select relname, reltuples::int from pg_class"
                                            + " where oid in ('staging.clients'::regclass, 'staging.product_usage'::regclass) order by 1"))
                    .isEqualTo("relname,reltuples\nclients,3\nproduct_usage,5\n");
        }
    }

    @Test
    void martThatIsEmptyIsFilledByAFullRefreshUnlessLittleIsNew() {
        try (TestHome home = start(Map.of())) {
            home.drop("clients.csv", manyRecords("client_id,client_name,client_revenue", ",Анна,100", 8000));
            home.daemon().refresh(false);
            home.drop("product_usage-1.csv", manyRecords("client_id,product,usage_date", ",Вклад,2025-05-01", 1001));
            home.daemon().refresh(false);
            home.drop("product_usage-2.csv", manyRecords("client_id,product,usage_date", ",Карта,2025-05-01", 1001));
            home.daemon().refresh(false);
            assertThat(refreshes("mode, clients_in_mart"))
                    .isEqualTo("mode,clients_in_mart\nfull,0\nfull,1001\nincremental,1001\n");
        }
    }

    private static String[] manyRecords(String header, String rest, int records) {
        return Stream.concat(
                        Stream.of(header), IntStream.rangeClosed(1, records).mapToObj(id -> id + rest))
                .toArray(String[]::new);
    }

    @Test
    void savedRuleRebuildsTheMartAndBrokenOneLeavesIt() throws IOException {
        try (TestHome home = start(Map.of())) {
            dropTwoClients(home);
            home.daemon().refresh(false);
            Path rule = home.routes().resolve("sql/client_segments.sql");
            String original = Files.readString(rule);

            Files.writeString(rule, original.replace("count(distinct product_name)", "count(*)"));
            home.daemon().refresh(false);
            assertThat(TestDatabase.csv("select client_id, usage_count from (" + MART + ") as m"))
                    .isEqualTo("client_id,usage_count\n1,2\n2,2\n");

            Files.writeString(rule, original.replace("count(distinct product_name)", "count(no_such_column)"));
            home.daemon().refresh(false);
            home.daemon().refresh(false);
            assertThat(TestDatabase.csv("select client_id, usage_count from (" + MART + ") as m"))
                    .isEqualTo("client_id,usage_count\n1,2\n2,2\n");
            assertThat(refreshes("mode, error is not null as failed")).isEqualTo("mode,failed\nfull,f\nfull,f\n,t\n");
            assertThat(refreshes("error"))
                    .contains("client_segments.sql: ERROR: column \"\"no_such_column\"\" does not exist");

            Files.writeString(
                    rule, original + "\nunion all\n" + original.replaceFirst("(?s).*\\)\\n\\nselect", "select"));
            home.daemon().refresh(false);
            assertThat(refreshes("error")).contains("client_segments_rule_gives_a_client_once");

            Files.writeString(rule, original, StandardOpenOption.TRUNCATE_EXISTING);
            home.daemon().refresh(false);
            assertThat(TestDatabase.csv("select client_id, usage_count from (" + MART + ") as m"))
                    .isEqualTo("client_id,usage_count\n1,1\n2,2\n");
        }
    }

    @Test
    void readersSeeWholeMartsAndAreNeverBlockedAndViewsSurvive() throws Exception {
        Database database = TestDatabase.empty();
        try (TestHome home = TestHome.start(root, database, Map.of())) {
            dropClientsUsing(home, 1);
            home.daemon().refresh(false);
            TestDatabase.execute("create schema test");
            TestDatabase.execute("create view test.segments as select client_segment, count(*) as clients"
                    + " from data_mart.client_segments group by client_segment");
            AtomicBoolean done = new AtomicBoolean();
            ExecutorService reader = Executors.newSingleThreadExecutor();
            Future<Integer> reads = reader.submit(readUntil(done, database));
            for (int products = 2; products <= 5; products++) {
                dropClientsUsing(home, 1 + products % 3);
                home.daemon().refresh(false);
            }
            done.set(true);
            assertThat(reads.get()).isPositive();
            reader.shutdown();
            assertThat(TestDatabase.csv("select * from test.segments"))
                    .isEqualTo("client_segment,clients\n3+ продуктов,2000\n");
        }
    }

    /** Two thousand clients, all of them with this many products: a mixed mart would have two segments. */
    private static void dropClientsUsing(TestHome home, int products) {
        StringBuilder clients = new StringBuilder("client_name,client_revenue\n");
        StringBuilder usage = new StringBuilder("client_id,product,usage_date\n");
        for (int id = 1; id <= 2000; id++) {
            clients.append("Клиент,").append(products).append('\n');
            for (int p = 1; p <= products; p++) {
                usage.append(id).append(",p").append(p).append(",2025-05-01\n");
            }
        }
        home.drop("clients.csv", clients.toString());
        home.drop("product_usage.csv", usage.toString());
    }

    private static Callable<Integer> readUntil(AtomicBoolean done, Database database) {
        return () -> {
            int reads = 0;
            try (Connection connection = database.pool().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("set lock_timeout = '1ms'");
                while (!done.get()) {
                    readOnce(statement);
                    reads++;
                }
                statement.execute("reset lock_timeout");
            }
            return reads;
        };
    }

    private static void readOnce(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select count(*), count(distinct client_segment),"
                + " count(distinct client_revenue) from data_mart.client_segments")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(2000);
            assertThat(row.getInt(2)).isEqualTo(1);
            assertThat(row.getInt(3)).isEqualTo(1);
        }
    }
}
