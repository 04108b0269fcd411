package segmentmart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import segmentmart.database.Database;
import segmentmart.database.Server;

class DaemonIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String USAGE = "client_id,product,usage_date\n1,Вклад,2025-05-01\n";

    @TempDir
    Path root;

    @Test
    void dropWaitsWhileTheDatabaseIsAwayAndIsLoadedWhenItIsBack() throws Exception {
        Server real = TestDatabase.empty().server();
        try (Line line = new Line(real.port());
                Database behind = Database.of(
                        new Server("localhost", line.port(), real.name(), real.user(), real.password()), 4);
                TestHome home = TestHome.start(root, behind, Map.of())) {
            line.cut();
            home.put("product_usage.csv", USAGE);
            await().atMost(PATIENCE).until(() -> line.refused() > 0);
            assertThat(home.files()).containsExactly("product_usage.csv");
            line.mend();
            home.awaitFiled("product_usage.csv");
            assertThat(home.files()).containsExactly("done/DATE/product_usage.csv");
            assertThat(TestDatabase.csv("select status, records_loaded from staging.load"))
                    .isEqualTo("status,records_loaded\nloaded,1\n");
        }
    }

    @Test
    void transactionsAreReadCommittedWhateverTheServersDefault() throws Exception {
        Server server = TestDatabase.empty().server();
        String forAll = "alter database " + server.name() + " %s default_transaction_isolation";
        TestDatabase.execute(forAll.formatted("set") + " = 'serializable'");
        try (Database database = Database.of(server, 1);
                Connection connection = database.pool().getConnection()) {
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            assertThat(JdbcClient.create(new SingleConnectionDataSource(connection, true))
                            .sql("select current_setting('tcp_keepalives_idle')"
                                    + " || ' ' || current_setting('idle_in_transaction_session_timeout')")
                            .query(String.class)
                            .single())
                    .isEqualTo("30 10min");
        } finally {
            TestDatabase.execute(forAll.formatted("reset"));
        }
    }

    @Test
    void dropWaitsForBrokenSqlAndLeavesNothingBehind() throws IOException {
        TestHome.copyRoutes(root);
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of())) {
            TestDatabase.execute("alter table staging.load rename column snapshot to snap");
            try {
                home.put("product_usage.csv", "client_id,product,usage_date\n1,Вклад,2025-05-01\nx,Вклад,2025-05-01\n");
                await().atMost(PATIENCE)
                        .until(() -> TestDatabase.jdbc()
                                .sql("select last_value >= 3 from staging.load_id_seq")
                                .query(Boolean.class)
                                .single());
                assertThat(TestDatabase.csv("select count(*) from staging.product_usage"))
                        .isEqualTo("count\n0\n");
                assertThat(home.inbox().resolve("failed")).doesNotExist();
            } finally {
                TestDatabase.execute("alter table staging.load rename column snap to snapshot");
            }
            home.awaitFiled("product_usage.csv");
            assertThat(TestDatabase.csv("select count(*) from staging.product_usage"))
                    .isEqualTo("count\n1\n");
            assertThat(home.files())
                    .hasSize(2)
                    .contains("done/DATE/product_usage.csv")
                    .anyMatch(f -> f.matches("rejected/product_usage\\.rejected-\\d+\\.csv"));
        }
    }

    @Test
    void fileIsNotTakenWhileItGrows() throws Exception {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of("INBOX_STEADY_FOR", "700ms"))) {
            Path file = home.inbox().resolve("product_usage.csv");
            Files.writeString(file, USAGE);
            for (int i = 0; i < 10; i++) {
                await().pollDelay(Duration.ofMillis(150)).until(() -> true);
                Files.writeString(file, "2,Карта,2025-05-02\n", java.nio.file.StandardOpenOption.APPEND);
            }
            home.awaitFiled("product_usage.csv");
            assertThat(TestDatabase.csv("select records_read from staging.load"))
                    .isEqualTo("records_read\n11\n");
        }
    }

    @Test
    void committedDropWhoseFileWasNotMovedIsOnlyMoved() throws IOException {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of())) {
            home.drop("product_usage.csv", USAGE);
            Path done = home.inbox().resolve("done/" + LocalDate.now(ZoneId.systemDefault()) + "/product_usage.csv");
            // As a daemon leaves it that was killed between the commit and the move.
            TestDatabase.execute("update staging.load set filed_at = null");
            Files.move(done, home.inbox().resolve("product_usage.csv"));
            home.awaitFiled("product_usage.csv");
            assertThat(TestDatabase.csv("select status from staging.load")).isEqualTo("status\nloaded\n");
            assertThat(home.files()).containsExactly("done/DATE/product_usage.csv");
        }
    }

    @Test
    void fileThatWasFiledIsANewDropWhenItComesBack() throws IOException {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of())) {
            home.drop("clients-1.csv", "client_id,client_name,client_revenue", "1,Анна,100");
            home.drop("clients-2.csv", "client_id,client_name,client_revenue", "1,Анна,200");
            Path done = home.inbox().resolve("done/" + LocalDate.now(ZoneId.systemDefault()) + "/clients-1.csv");
            Path again = home.inbox().resolve("clients-1.csv");
            Files.move(done, again);
            home.awaitFiled("clients-1.csv");
            assertThat(TestDatabase.csv("select client_revenue from staging.clients"))
                    .isEqualTo("client_revenue\n100\n");
        }
    }

    @Test
    void namesAsLongAsTheyMayBeAreFiledWithTheirRejectsAndErrors() {
        String longName = "product_usage" + "ж".repeat(118) + ".csv";
        String worse = "product_usage" + "я".repeat(118) + ".csv";
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of())) {
            home.drop(longName, "client_id,product,usage_date", "1,Вклад,2025-05-01", "x,Вклад,2025-05-01");
            home.drop(worse, "nothing");
            home.drop("a." + "b".repeat(249) + ".csv", "nothing");
            assertThat(home.files())
                    .hasSize(6)
                    .noneMatch(f -> f.contains(".moving"))
                    .anyMatch(f -> f.matches("done/DATE/product_usageж+\\.csv"))
                    .anyMatch(f -> f.matches("rejected/product_usageж+\\.rejected-\\d+\\.csv"))
                    .anyMatch(f -> f.matches("failed/product_usageя+\\.csv"))
                    .anyMatch(f -> f.matches("failed/product_usageя+\\.csv\\.error\\.txt"));
        }
    }

    @Test
    void twoDaemonsOnOneInboxShareTheWorkAndLoseNothing() throws IOException {
        Database database = TestDatabase.empty();
        try (TestHome one = TestHome.start(root.resolve("one"), database, Map.of());
                TestHome two = TestHome.start(
                        root.resolve("two"),
                        database,
                        Map.of("INBOX_DIR", one.inbox().toString()))) {
            int drops = 200;
            for (int i = 0; i < drops; i++) {
                one.put(
                        "product_usage-" + i + ".csv",
                        "client_id,product,usage_date\n" + (i + 1) + ",Вклад,2025-05-01\n");
            }
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> two.files().size() == drops
                            && two.files().stream().allMatch(f -> f.startsWith("done/DATE/product_usage")));
            assertThat(one.files()).hasSize(drops);
            assertThat(TestDatabase.csv("select count(*), count(distinct client_id) from staging.product_usage"))
                    .isEqualTo("count,count\n200,200\n");
            assertThat(TestDatabase.csv("select status, count(*) from staging.load group by status"))
                    .isEqualTo("status,count\nloaded,200\n");
        }
    }

    @Test
    void rejectFilesOfKilledLoadsAreEndedAtTheNextStart() throws IOException {
        Database database = TestDatabase.empty();
        Path rejected = Files.createDirectories(root.resolve("inbox/rejected"));
        Files.writeString(rejected.resolve("clients.rejected-1.csv.inprogress"), "committed");
        Files.writeString(rejected.resolve("clients.rejected-2.csv.inprogress"), "rolled back");
        TestDatabase.execute("insert into staging.load (load_id, drop_name, drop_identity, kind, format, sha256, bytes,"
                + " file_modified_at, status, started_at, finished_at) values (1, 'clients.csv', 'clients.csv',"
                + " 'clients', 'csv', 'x', 1, now(), 'loaded', now(), now())");
        try (TestHome home = TestHome.start(root, database, Map.of())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(home.files()).containsExactly("rejected/clients.rejected-1.csv"));
        }
    }
}
