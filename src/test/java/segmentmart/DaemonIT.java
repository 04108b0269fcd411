package segmentmart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
                Database behind = Database.of(real.at("localhost", line.port()), 4);
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
            TestDatabase.execute("alter table staging.load rename column ignored_columns to ignored");
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
                TestDatabase.execute("alter table staging.load rename column ignored to ignored_columns");
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
    void clientsDropsThatLieTogetherAreLoadedInTheOrderOfTheirNames() throws IOException {
        Path inbox = Files.createDirectories(root.resolve("inbox"));
        // One that takes its time before it comes to the lock.
        StringBuilder first = new StringBuilder("client_id,client_name,client_revenue\n1,Анна,1\n");
        for (int i = 2; i < 300_000; i++) {
            first.append(i).append(",Вера,1\n");
        }
        Files.writeString(inbox.resolve("clients-1.csv"), first);
        for (int i = 2; i <= 9; i++) {
            Files.writeString(
                    inbox.resolve("clients-" + i + ".csv"), "client_id,client_name,client_revenue\n1,Анна," + i + "\n");
        }
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of("LOAD_PARALLEL", "4"))) {
            home.awaitFiled("clients-9.csv");
            assertThat(TestDatabase.csv("select drop_name from staging.load order by finished_at"))
                    .isEqualTo(IntStream.rangeClosed(1, 9)
                            .mapToObj(i -> "clients-" + i + ".csv\n")
                            .collect(Collectors.joining("", "drop_name\n", "")));
            assertThat(TestDatabase.csv("select client_revenue from staging.clients where client_id = 1"))
                    .isEqualTo("client_revenue\n9\n");
        }
    }

    @Test
    void dropsOfOneIdentityThatLieTogetherReplaceEachOtherInTheOrderOfTheirNames() throws IOException {
        Path inbox = Files.createDirectories(root.resolve("inbox"));
        String first = USAGE + "2,Карта,2025-05-02\n".repeat(100_000);
        Files.writeString(inbox.resolve("PRODUCT_USAGE.csv"), first);
        Files.writeString(inbox.resolve("product_usage.csv"), USAGE);
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of("LOAD_PARALLEL", "4"))) {
            home.awaitFiled("product_usage.csv");
            assertThat(TestDatabase.csv("select drop_name, replaces_load_id is not null as replaces from staging.load"
                            + " order by finished_at"))
                    .isEqualTo("drop_name,replaces\nPRODUCT_USAGE.csv,f\nproduct_usage.csv,t\n");
            assertThat(TestDatabase.csv("select count(*) from staging.product_usage"))
                    .isEqualTo("count\n1\n");
        }
    }

    @Test
    void clientsOfManyChunksAreCountedOnceAndTheLastOfEachWins() throws IOException {
        // Chunks of 1, 2, 4, 8 and 8 records: new ones, ones of this drop again, ones at the ends of what is known.
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of("LOAD_CHUNK", "8"))) {
            home.drop("clients-a.csv", "client_id,client_name,client_revenue", "5,Анна,1", "9,Борис,1", "9,Борис,2");
            List<String> lines = new ArrayList<>(List.of("client_id,client_name,client_revenue"));
            for (int id : new int[] {20, 21, 20, 9, 5, 30, 31, 20, 0, 0, 0, 0, 0, 0, 0, 0, 40, 41, 40, 21, 1}) {
                lines.add(id + ",Вера," + lines.size());
            }
            home.drop("clients-b.csv", lines.toArray(new String[0]));
            assertThat(TestDatabase.csv("select client_id, client_revenue, line_no from staging.clients order by 1"))
                    .isEqualTo("""
                            client_id,client_revenue,line_no
                            1,21,22
                            5,5,6
                            9,4,5
                            20,8,9
                            21,20,21
                            30,6,7
                            31,7,8
                            40,19,20
                            41,18,19
                            """);
            assertThat(TestDatabase.csv("select records_read, records_loaded, records_rejected, records_superseded"
                            + " from staging.load order by load_id"))
                    .isEqualTo("""
                            records_read,records_loaded,records_rejected,records_superseded
                            3,2,0,1
                            21,9,8,4
                            """);
            assertThat(TestDatabase.csv("select client_id, client_revenue, load_id, replaced_by_load_id"
                            + " from staging.clients_history order by 1"))
                    .isEqualTo("client_id,client_revenue,load_id,replaced_by_load_id\n5,1,1,2\n9,2,1,2\n");
        }
    }

    @Test
    void usesAreLoadedSideBySide() throws Exception {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of("LOAD_CHUNK", "1000"));
                Connection other = TestDatabase.get().pool().getConnection()) {
            // The first drop cannot end while somebody holds its name.
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(hashtextextended('drop product_usage-1.csv', 0))");
            }
            home.put("product_usage-1.csv", USAGE);
            home.put("product_usage-2.csv", USAGE.replace("1,", "2,"));
            home.awaitFiled("product_usage-2.csv");
            assertThat(home.inbox().resolve("product_usage-1.csv")).exists();
            other.rollback();
            home.awaitFiled("product_usage-1.csv");
        }
    }

    @Test
    void fileThatWasRenamedIsTakenBeforeOneThatMayBeWrittenStill() throws Exception {
        assumeThat(Files.getFileStore(root).type()).isIn("ext4", "xfs", "btrfs", "tmpfs", "overlay");
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of("INBOX_STEADY_FOR", "1h"))) {
            Files.writeString(home.inbox().resolve("product_usage-1.csv"), USAGE);
            Path part = Files.writeString(home.inbox().resolve("product_usage-2.csv.part"), USAGE);
            // The clock of a file system ticks every few milliseconds.
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            Files.move(part, home.inbox().resolve("product_usage-2.csv"));
            home.awaitFiled("product_usage-2.csv");
            assertThat(home.inbox().resolve("product_usage-1.csv")).exists();
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
    void snapshotOfManyChunksReplacesTheOneBefore() {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of("LOAD_CHUNK", "50"))) {
            for (int revenue : new int[] {1, 2}) {
                home.drop(
                        "clients-" + revenue + ".csv",
                        Stream.concat(
                                        Stream.of("client_name,client_revenue"),
                                        IntStream.rangeClosed(1, 1000).mapToObj(n -> "Клиент " + n + "," + revenue))
                                .toArray(String[]::new));
            }
            assertThat(TestDatabase.csv("select count(*), min(client_id), max(client_id), min(client_revenue),"
                            + " (select count(*) from staging.clients_history) as kept from staging.clients"))
                    .isEqualTo("count,min,max,min,kept\n1000,1,1000,2,1000\n");
            assertThat(TestDatabase.csv(
                            "select records_read, records_loaded, replaces_load_id from staging.load order by load_id"))
                    .isEqualTo("records_read,records_loaded,replaces_load_id\n1000,1000,\n1000,1000,1\n");
        }
    }

    @Test
    void rejectFilesOfKilledLoadsAreEndedAtTheNextStart() throws IOException {
        Database database = TestDatabase.empty();
        Path rejected = Files.createDirectories(root.resolve("inbox/rejected"));
        Files.writeString(rejected.resolve("clients.rejected-1.csv.1700000000000001.inprogress"), "committed");
        Files.writeString(rejected.resolve("clients.rejected-1.csv.1700000000000000.inprogress"), "before a crash");
        Files.writeString(rejected.resolve("clients.rejected-2.csv.1700000000000001.inprogress"), "rolled back");
        TestDatabase.execute("insert into staging.load (load_id, drop_name, drop_identity, kind, format, sha256, bytes,"
                + " file_modified_at, status, started_at, finished_at) values (1, 'clients.csv', 'clients.csv',"
                + " 'clients', 'csv', 'x', 1, now(), 'loaded', timestamptz '2023-11-14 22:13:20.000001+00', now())");
        try (TestHome home = TestHome.start(root, database, Map.of())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(home.files()).containsExactly("rejected/clients.rejected-1.csv"));
        }
        assertThat(rejected.resolve("clients.rejected-1.csv")).hasContent("committed");
    }

    /** A PostgreSQL that crashes forgets which numbers it gave to loads that had not committed. */
    @Test
    void loadWithTheNumberOfOneThatACrashEndedHasOnlyItsOwnRejects() throws IOException {
        Database database = TestDatabase.empty();
        Path rejected = Files.createDirectories(root.resolve("inbox/rejected"));
        try (TestHome home = TestHome.start(root, database, Map.of())) {
            home.drop("clients.csv", "client_id,client_name,client_revenue", "1,Анна,100", "x,Пётр,200");
            TestDatabase.execute("select setval('staging.load_id_seq', 1)");
            Files.writeString(
                    rejected.resolve("product_usage.rejected-2.csv.1700000000000000.inprogress"),
                    "client_id,product,usage_date\ny,Карта,2025-05-02\n");
            home.drop("product_usage.csv", "client_id,product,usage_date", "1,Вклад,2025-05-01", "x,Карта,2025-05-02");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(home.files())
                            .containsExactly(
                                    "done/DATE/clients.csv",
                                    "done/DATE/product_usage.csv",
                                    "rejected/clients.rejected-1.csv",
                                    "rejected/product_usage.rejected-2.csv"));
        }
        assertThat(rejected.resolve("product_usage.rejected-2.csv"))
                .hasContent("client_id,product,usage_date\nx,Карта,2025-05-02\n");
    }
}
