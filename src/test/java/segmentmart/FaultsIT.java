package segmentmart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import segmentmart.database.Database;
import segmentmart.database.Server;
import segmentmart.staging.Load;

/** What lies around a drop goes wrong: the drop is loaded whole once it is mended, and nothing before. */
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEADER = "client_id,product,usage_date\n";
    private static final String USAGE = HEADER + "1,Вклад,2025-05-01\n";
    private static final int MANY = 150_000;

    /** So many chunks that something can happen between them. */
    private static final Map<String, String> SMALL_CHUNKS = Map.of("LOAD_CHUNK", "1000");

    @TempDir
    Path root;

    private final List<String> afterwards = new ArrayList<>();

    @AfterEach
    void mendTheDatabase() {
        afterwards.forEach(TestDatabase::execute);
    }

    private static String manyUses(String product) {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 1; i <= MANY; i++) {
            text.append(i).append(',').append(product).append(",2025-05-01\n");
        }
        return text.toString();
    }

    private static void awaitUnderWay(TestHome home) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> {
            Load load = home.daemon().inHand("product_usage.csv");
            return load != null && load.recordsRead() > MANY / 10;
        });
        assertThat(Objects.requireNonNull(home.daemon().inHand("product_usage.csv"))
                        .recordsRead())
                .as("the load is under way still")
                .isLessThan(MANY);
    }

    private static Database behind(Line line) {
        Server real = TestDatabase.get().server();
        return Database.of(real.at("localhost", line.port()), 4);
    }

    private static String loaded() {
        return TestDatabase.csv("select l.status, l.records_loaded, count(u.load_id) as rows,"
                + " count(distinct u.line_no) as lines from staging.load as l"
                + " left join staging.product_usage as u using (load_id) group by l.load_id order by l.load_id");
    }

    private static String allOnce() {
        return "status,records_loaded,rows,lines\nloaded,%1$d,%1$d,%1$d\n".formatted(MANY);
    }

    @Test
    void connectionLostMidLoadRollsBackAndTheDropIsLoadedOnce() throws Exception {
        TestDatabase.empty();
        try (Line line = new Line(TestDatabase.get().server().port());
                Database behind = behind(line);
                TestHome home = TestHome.start(root, behind, SMALL_CHUNKS)) {
            home.put("product_usage.csv", manyUses("Вклад"));
            awaitUnderWay(home);
            line.cut();
            await().atMost(PATIENCE).until(() -> line.refused() > 0);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(home.daemon().ailments())
                            .anyMatch(a -> a.startsWith("database: "))
                            .anyMatch(a -> a.startsWith("inbox: all drops wait: ")));
            assertThat(loaded()).isEqualTo("status,records_loaded,rows,lines\n");
            line.mend();
            home.awaitFiled("product_usage.csv");
            assertThat(loaded()).isEqualTo(allOnce());
            assertThat(home.daemon().ailments()).isEmpty();
        }
    }

    @Test
    void dropsThatWaitedForTheDatabaseAreAllLoadedOnce() throws Exception {
        TestDatabase.empty();
        try (Line line = new Line(TestDatabase.get().server().port());
                Database behind = behind(line);
                TestHome home = TestHome.start(root, behind, Map.of())) {
            line.cut();
            for (int i = 0; i < 50; i++) {
                home.put("product_usage-" + i + ".csv", HEADER + i + ",Вклад,2025-05-01\n");
            }
            await().atMost(PATIENCE).until(() -> home.daemon().inbox().waits().containsKey(""));
            assertThat(home.daemon().inbox().waits()).hasSize(1);
            line.mend();
            await().atMost(PATIENCE).until(() -> home.daemon().inbox().waits().isEmpty());
            for (int i = 0; i < 50; i++) {
                home.awaitFiled("product_usage-" + i + ".csv");
            }
            assertThat(TestDatabase.csv("select count(*) from staging.product_usage"))
                    .isEqualTo("count\n49\n");
            assertThat(TestDatabase.csv("select status, count(*) from staging.load group by 1 order by 1"))
                    .isEqualTo("status,count\nfailed,1\nloaded,49\n");
        }
    }

    @Test
    void exhaustedPoolHoldsDropsUp() throws Exception {
        Server server = TestDatabase.empty().server();
        try (Database narrow = Database.of(server, 2);
                TestHome home = TestHome.start(root, narrow, Map.of("INBOX_TIDY_PERIOD", "1h"))) {
            await().atMost(PATIENCE).until(() -> home.daemon().ailments().isEmpty());
            try (Connection one = narrow.pool().getConnection();
                    Connection two = narrow.pool().getConnection()) {
                home.put("product_usage.csv", USAGE);
                await().atMost(PATIENCE)
                        .until(() -> home.daemon()
                                .inbox()
                                .waits()
                                .getOrDefault("", "")
                                .contains("not available"));
                assertThat(one.isValid(1) && two.isValid(1)).isTrue();
                assertThat(home.files()).containsExactly("product_usage.csv");
            }
            home.awaitFiled("product_usage.csv");
            assertThat(loaded()).isEqualTo("status,records_loaded,rows,lines\nloaded,1,1,1\n");
        }
    }

    @Test
    void readOnlyDatabaseHoldsDropsUpAndHealthSaysSo() throws Exception {
        Server server = TestDatabase.empty().server();
        TestDatabase.execute("drop role if exists loader_for_a_while");
        TestDatabase.execute("create role loader_for_a_while superuser login password 'for a while'");
        afterwards.add("drop role loader_for_a_while");
        String forAll = "alter role loader_for_a_while %s default_transaction_read_only";
        TestDatabase.execute(forAll.formatted("set") + " = on");
        try (Database readOnly = Database.of(server.as("loader_for_a_while", "for a while"), 3);
                TestHome home = TestHome.start(root, readOnly, Map.of())) {
            home.put("product_usage.csv", USAGE);
            await().atMost(PATIENCE)
                    .until(() ->
                            home.daemon().inbox().waits().getOrDefault("", "").contains("read-only"));
            assertThat(home.daemon().ailments())
                    .anyMatch(a -> a.startsWith("database: ") && a.contains(" is read-only; drops wait"));
            TestDatabase.execute(forAll.formatted("reset"));
            home.awaitFiled("product_usage.csv");
            assertThat(loaded()).isEqualTo("status,records_loaded,rows,lines\nloaded,1,1,1\n");
        }
    }

    @Test
    void poisonDropFailsAfterItsTriesAndStopsNoOther() throws IOException {
        TestDatabase.empty();
        TestDatabase.execute("alter table staging.product_usage add constraint no_poison"
                + " check (product_name <> 'Яд') not valid");
        afterwards.add("alter table staging.product_usage drop constraint no_poison");
        try (TestHome home = TestHome.start(root, TestDatabase.get(), Map.of("INBOX_MAX_ATTEMPTS", "3"))) {
            home.put("product_usage-0.csv", HEADER + "1,Яд,2025-05-01\n");
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> home.daemon().ailments().stream()
                            .anyMatch(a -> a.startsWith("inbox: product_usage-0.csv waits: ")));
            for (int i = 1; i <= 20; i++) {
                home.put("product_usage-" + i + ".csv", HEADER + i + ",Вклад,2025-05-01\n");
            }
            for (int i = 1; i <= 20; i++) {
                home.awaitFiled("product_usage-" + i + ".csv");
            }
            home.awaitFiled("product_usage-0.csv");
            assertThat(home.inbox().resolve("failed/product_usage-0.csv.error.txt"))
                    .content()
                    .contains(
                            "3 tries to load it failed, with the database in order; the last: insert_product_usage.sql")
                    .contains("What to do: ");
            assertThat(TestDatabase.csv("select status, count(*) from staging.load group by 1 order by 1"))
                    .isEqualTo("status,count\nfailed,1\nloaded,20\n");
            assertThat(TestDatabase.csv("select count(*) from staging.waiting_drop"))
                    .isEqualTo("count\n0\n");
        }
    }

    @Test
    void dropIsNotGivenUpUnderRoutesThatHaveLoadedNoneOfItsKind() throws Exception {
        TestDatabase.empty();
        TestDatabase.execute("alter table staging.product_usage add constraint no_poison"
                + " check (product_name <> 'Яд') not valid");
        afterwards.add("alter table staging.product_usage drop constraint no_poison");
        try (TestHome home = TestHome.startEdited(root, TestDatabase.get(), Map.of("INBOX_MAX_ATTEMPTS", "1"))) {
            home.put("product_usage-0.csv", HEADER + "1,Яд,2025-05-01\n");
            await().atMost(PATIENCE)
                    .until(() ->
                            home.daemon().ailments().stream().anyMatch(a -> a.contains("product_usage-0.csv waits")));
            home.drop("clients.csv", "client_id,client_name,client_revenue", "1,Анна,100");
            assertThat(home.inbox().resolve("product_usage-0.csv")).exists();
            home.drop("product_usage-1.csv", HEADER.strip(), "1,Вклад,2025-05-01");
            home.awaitFiled("product_usage-0.csv");
            assertThat(home.inbox().resolve("failed/product_usage-0.csv")).exists();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "product_usage | insert_product_usage | client_id,product,usage_date | ,Вклад,2025-05-01",
                "clients | insert_clients | client_id,client_name,client_revenue | ,Анна,100",
                "clients | upsert_clients | client_id,client_name,client_revenue | ,Анна,100"
            })
    void statementThatLosesARowHoldsTheDropUp(String kind, String statement, String header, String rest) {
        TestDatabase.empty();
        afterwards.add("drop function if exists lose_a_row cascade");
        try (TestHome home = TestHome.start(root, TestDatabase.get(), Map.of())) {
            if (statement.startsWith("upsert")) {
                home.drop(kind + "-before.csv", header, "1,Анна,50");
            }
            TestDatabase.execute("create function lose_a_row() returns trigger language plpgsql as"
                    + " 'begin if new.client_id = 2 then return null; end if; return new; end'");
            TestDatabase.execute("create trigger lose_a_row before insert on staging." + kind
                    + " for each row execute function lose_a_row()");
            home.put(kind + ".csv", header + "\n1" + rest + "\n2" + rest + "\n");
            await().atMost(PATIENCE)
                    .until(() -> home.daemon()
                            .inbox()
                            .waits()
                            .getOrDefault(kind + ".csv", "")
                            .contains(statement + ".sql: 1 of 2 rows were written; see the statement"));
            TestDatabase.execute("drop function lose_a_row cascade");
            home.awaitFiled(kind + ".csv");
            assertThat(TestDatabase.csv("select status, records_loaded, (select count(*) from staging." + kind
                            + ") as rows from staging.load order by load_id desc limit 1"))
                    .isEqualTo("status,records_loaded,rows\nloaded,2,2\n");
        }
    }

    @Test
    void fullDiskOfTheInboxHoldsTheDropUp() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(root.resolve("disk"), "2m");
                TestHome home = TestHome.start(disk.folder(), TestDatabase.empty(), Map.of())) {
            StringBuilder text = new StringBuilder(HEADER);
            for (int i = 0; i < 9_000; i++) {
                text.append(i % 2 == 0 ? "1" : "x").append(",Вклад,2025-05-01\n");
            }
            home.put("product_usage.csv.part", text.toString());
            disk.fill();
            Files.move(
                    home.inbox().resolve("product_usage.csv.part"), home.inbox().resolve("product_usage.csv"));
            await().atMost(PATIENCE)
                    .until(() -> home.daemon()
                            .inbox()
                            .waits()
                            .getOrDefault("product_usage.csv", "")
                            .contains("No space left"));
            assertThat(loaded()).isEqualTo("status,records_loaded,rows,lines\n");
            disk.free();
            home.awaitFiled("product_usage.csv");
            assertThat(loaded()).isEqualTo("status,records_loaded,rows,lines\nloaded,4500,4500,4500\n");
            Path rejects = home.inbox().resolve("rejected");
            assertThat(home.files()).filteredOn(f -> f.startsWith("rejected/")).hasSize(1);
            try (var files = Files.list(rejects)) {
                assertThat(files.findFirst().orElseThrow()).content().hasLineCount(4_501);
            }
        }
    }

    @Test
    void fileThatVanishesWhileItIsReadLeavesNothing() throws Exception {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), SMALL_CHUNKS)) {
            home.put("product_usage.csv", manyUses("Вклад"));
            awaitUnderWay(home);
            Files.delete(home.inbox().resolve("product_usage.csv"));
            home.drop("clients.csv", "client_id,client_name,client_revenue", "1,Анна,100");
            assertThat(loaded()).isEqualTo("status,records_loaded,rows,lines\nloaded,1,0,0\n");
            assertThat(home.files()).containsExactly("done/DATE/clients.csv");
            assertThat(home.daemon().ailments()).isEmpty();
        }
    }

    @Test
    void fileThatChangesWhileItIsReadIsJudgedAgain() throws Exception {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), SMALL_CHUNKS)) {
            home.put(
                    "product_usage.csv",
                    manyUses("Вклад").substring(0, manyUses("Вклад").length() - 25));
            awaitUnderWay(home);
            Files.writeString(
                    home.inbox().resolve("product_usage.csv"),
                    manyUses("Вклад").substring(manyUses("Вклад").length() - 25),
                    StandardOpenOption.APPEND);
            home.awaitFiled("product_usage.csv");
            assertThat(loaded()).isEqualTo(allOnce());
        }
    }

    @Test
    void changeThatLeavesSizeAndTimeAsTheyWereIsSeenByContent() throws Exception {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), SMALL_CHUNKS)) {
            Path file = home.inbox().resolve("product_usage.csv");
            Path first = Files.writeString(root.resolve("first"), manyUses("Вклад"));
            FileTime time = FileTime.from(Instant.parse("2025-05-01T10:00:00Z"));
            Files.setLastModifiedTime(first, time);
            Files.move(first, file);
            awaitUnderWay(home);
            // In place: the reader goes on in the same file, which has other products from its middle on.
            byte[] other = manyUses("Касса").getBytes(StandardCharsets.UTF_8);
            Files.write(file, other, StandardOpenOption.WRITE);
            Files.setLastModifiedTime(file, time);
            home.awaitFiled("product_usage.csv");
            assertThat(loaded()).isEqualTo(allOnce());
            assertThat(TestDatabase.csv("select distinct product_name from staging.product_usage"))
                    .isEqualTo("product_name\nКасса\n");
        }
    }

    @Test
    void copyThatKeepsAnOldTimeIsNotTakenWhileItGrows() throws Exception {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of("INBOX_STEADY_FOR", "700ms"))) {
            Path file = home.inbox().resolve("product_usage.csv");
            FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
            Files.writeString(file, USAGE);
            Files.setLastModifiedTime(file, old);
            for (int i = 0; i < 10; i++) {
                await().pollDelay(Duration.ofMillis(150)).until(() -> true);
                Files.writeString(file, "2,Карта,2025-05-02\n", StandardOpenOption.APPEND);
                Files.setLastModifiedTime(file, old);
            }
            home.awaitFiled("product_usage.csv");
            assertThat(loaded()).isEqualTo("status,records_loaded,rows,lines\nloaded,11,11,11\n");
        }
    }

    @Test
    void moveThatFailsIsRepeatedAndTheDropLoadedOnce() throws Exception {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of())) {
            String today = LocalDate.now(ZoneId.systemDefault()).toString();
            Path done = Files.createDirectories(home.inbox().resolve("done")).resolve(today);
            Files.writeString(done, "a file where the folder must be");
            home.put("product_usage.csv", USAGE);
            await().atMost(PATIENCE)
                    .until(() -> home.daemon()
                            .inbox()
                            .waits()
                            .getOrDefault("product_usage.csv", "")
                            .contains(today + ": a file lies where the folder must be"));
            assertThat(loaded()).isEqualTo("status,records_loaded,rows,lines\nloaded,1,1,1\n");
            assertThat(TestDatabase.csv("select tries > 0 as tried, counted_tries from staging.waiting_drop"))
                    .isEqualTo("tried,counted_tries\nt,0\n");
            Files.delete(done);
            home.awaitFiled("product_usage.csv");
            assertThat(loaded()).isEqualTo("status,records_loaded,rows,lines\nloaded,1,1,1\n");
            assertThat(home.files()).containsExactly("done/DATE/product_usage.csv");
        }
    }

    @Test
    void movesThatAKilledDaemonLeftHalfDoneAreEnded() throws IOException {
        Path inbox = Files.createDirectories(root.resolve("inbox"));
        TestDatabase.empty();
        Instant modifiedAt = Instant.parse("2025-05-01T10:00:00Z");
        String row = "insert into staging.load (load_id, drop_name, drop_identity, kind, format, sha256, bytes,"
                + " file_modified_at, status, started_at, finished_at, error)"
                + " values (nextval('staging.load_id_seq'), '%1$s', '%1$s', 'product_usage', 'csv', '%1$s', %2$d, '"
                + modifiedAt + "', '%3$s', now(), now() - interval '1 hour', %4$s)";
        int bytes = USAGE.getBytes(StandardCharsets.UTF_8).length;
        TestDatabase.execute(row.formatted("product_usage-loaded.csv", bytes, "loaded", "null"));
        TestDatabase.execute(row.formatted("product_usage-failed.csv", bytes, "failed", "'bad'"));
        TestDatabase.execute(row.formatted("product_usage-gone.csv", bytes, "loaded", "null"));
        leave(inbox, "product_usage-loaded.csv", modifiedAt, false);
        leave(inbox, "product_usage-failed.csv", modifiedAt, true);
        leave(inbox, "product_usage-unknown.csv", modifiedAt, false);
        Files.createDirectories(
                inbox.resolve(".moving").resolve(UUID.randomUUID().toString()));
        try (TestHome home = TestHome.start(root, TestDatabase.get(), Map.of())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(home.files())
                            .containsExactly(
                                    "done/DATE/product_usage-loaded.csv",
                                    "done/DATE/product_usage-unknown.csv",
                                    "failed/product_usage-failed.csv",
                                    "failed/product_usage-failed.csv.error.txt"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(TestDatabase.csv(
                                    "select drop_name, status from staging.load where filed_at is not null order by 1"))
                            .isEqualTo("""
                                    drop_name,status
                                    product_usage-failed.csv,failed
                                    product_usage-gone.csv,loaded
                                    product_usage-loaded.csv,loaded
                                    product_usage-unknown.csv,loaded
                                    """));
            try (var ways = Files.list(inbox.resolve(".moving"))) {
                assertThat(ways).isEmpty();
            }
        }
    }

    private static void leave(Path inbox, String name, Instant modifiedAt, boolean withText) throws IOException {
        Path way = Files.createDirectories(
                inbox.resolve(".moving").resolve(UUID.randomUUID().toString()));
        Path file = Files.writeString(way.resolve(name), USAGE);
        Files.setLastModifiedTime(file, FileTime.from(modifiedAt));
        if (withText) {
            Files.writeString(way.resolve(".error.txt"), "why");
        }
        Files.setLastModifiedTime(way, FileTime.from(modifiedAt));
    }
}
