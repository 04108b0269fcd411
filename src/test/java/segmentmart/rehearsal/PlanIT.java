package segmentmart.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.TestHome;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.Setting;
import segmentmart.database.Database;

/** A plan tells what a load then does, and leaves nothing behind. */
class PlanIT {
    private static final String USES = "client_id,product,usage_date";

    @TempDir
    Path root;

    @TempDir
    Path folder;

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private Plan plan(TestHome home, Path... files) throws IOException {
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        try (Database own = TestDatabase.get().other(1);
                Daemon aside =
                        Daemon.aside(home.daemon().settings().with(Setting.INBOX_DIR, scratch.toString()), own)) {
            return Plan.of(aside, List.of(files));
        }
    }

    private TestHome home() throws IOException {
        TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of());
        home.drop(
                "clients.csv",
                "client_id,client_name,client_revenue",
                "1,Анна,100",
                "2,Борис,200",
                "3,Вера,300",
                "4,Глеб,400");
        home.drop(
                "product_usage.csv",
                USES,
                "1,Вклад,2025-04-01",
                "2,Вклад,2025-04-02",
                "2,Карта,2025-05-03",
                "3,Вклад,2025-05-04",
                "9,Вклад,2025-05-05");
        home.daemon().refresh(false);
        return home;
    }

    @Test
    void planTellsWhatTheDropsWouldDo() throws IOException {
        try (TestHome home = home()) {
            Path clients = file(
                    "clients-new.csv",
                    "client_id,client_name,client_revenue",
                    "4,Глеб,500",
                    "3,Вера,300",
                    "5,Дина,100",
                    "x,Егор,1");
            Path uses = file(
                    "product_usage.csv",
                    USES,
                    "1,Вклад,2025-04-01",
                    "1,Карта,2025-04-30",
                    "2,Вклад,2025-04-02",
                    "2,Карта,2025-05-03",
                    "4,Кредит,2025-05-03",
                    "5,Вклад,2025-02-30");
            Path copy = file("product_usage-copy.csv", Files.readString(uses).strip());
            Path bad = file("product_usage-bad.csv", USES, "no,no,no");
            Plan plan = plan(home, clients, uses, copy, bad);

            assertThat(plan.drops().get(0))
                    .containsEntry("records_read", 4L)
                    .containsEntry("records_loaded", 3L)
                    .containsEntry("records_rejected", 1L);
            assertThat(String.valueOf(plan.drops().get(0).get("first_rejects"))).contains("line_no=5");
            assertThat(plan.drops().get(1))
                    .containsEntry("replaces_load_id", 2L)
                    .containsEntry("uses_replaced", 5L)
                    .containsEntry("records_rejected", 1L);
            assertThat(plan.drops().get(2)).containsEntry("duplicate_of_drop", "product_usage.csv");
            assertThat(String.valueOf(plan.drops().get(3).get("error"))).startsWith("1 of its 1 records are bad");
            assertThat(plan.clients())
                    .containsEntry("clients_new", 1L)
                    .containsEntry("clients_changed", 1L)
                    .containsEntry("clients_the_same", 1L)
                    .containsEntry("clients_removed", 0L);
            assertThat(plan.before()).containsEntry("orphans", 1L).containsEntry("clients_in_mart", 3L);
            assertThat(plan.after()).containsEntry("orphans", 0L).containsEntry("clients_in_mart", 3L);
            assertThat(plan.moves().stream().map(PlanIT::moved))
                    .containsExactly("1 продукт -> 2 продукта: 1", "1 продукт -> null: 1", "null -> 1 продукт: 1");
            assertThat(plan.restatements().stream().map(String::valueOf))
                    .containsExactlyInAnyOrder(
                            "{month=2025-04-01, client_segment=1 продукт, figure=clients_active, before=2, after=1}",
                            "{month=2025-04-01, client_segment=1 продукт, figure=clients_ever, before=2, after=1}",
                            "{month=2025-04-01, client_segment=2 продукта, figure=clients_active, before=0, after=1}",
                            "{month=2025-04-01, client_segment=2 продукта, figure=clients_ever, before=0, after=1}");
        }
    }

    private static String moved(Map<String, @Nullable Object> move) {
        return move.get("segment_before") + " -> " + move.get("segment_after") + ": " + move.get("clients");
    }

    @Test
    void planIsWhatTheLoadThenDoes() throws IOException {
        try (TestHome home = home()) {
            Path uses = file(
                    "product_usage-2.csv", USES, "1,Кредит,2025-05-09", "4,Вклад,2025-05-10", "8,Вклад,2025-05-10");
            Plan plan = plan(home, uses);
            String before = "create table test.before as select * from data_mart.client_segments";
            TestDatabase.execute("create schema test; " + before);
            home.drop(uses);
            home.daemon().refresh(false);
            assertThat(plan.moves().stream().map(PlanIT::moved).toList())
                    .isNotEmpty()
                    .isEqualTo(TestDatabase.jdbc().sql("""
                                    select format('%s -> %s: %s', coalesce(b.client_segment, 'null'),
                                        coalesce(a.client_segment, 'null'), count(*))
                                    from test.before as b
                                    full join data_mart.client_segments as a using (client_id)
                                    where b.client_segment is distinct from a.client_segment
                                    group by b.client_segment, a.client_segment
                                    order by b.client_segment nulls last, a.client_segment nulls last
                                    """).query(String.class).list());
            assertThat(plan.restatements().stream()
                            .map(row -> String.valueOf(row.get("month"))
                                    + row.get("client_segment")
                                    + row.get("figure")
                                    + row.get("after")))
                    .isEqualTo(TestDatabase.jdbc()
                            .sql("select concat(month, client_segment, figure, after) from data_mart.restatement"
                                    + " order by month, client_segment, figure")
                            .query(String.class)
                            .list());
            assertThat(TestDatabase.csv("select clients_in_mart, clients_without_products, orphans"
                            + " from data_mart.refresh order by refresh_id desc limit 1"))
                    .isEqualTo("clients_in_mart,clients_without_products,orphans\n%s,%s,%s\n"
                            .formatted(
                                    plan.after().get("clients_in_mart"),
                                    plan.after().get("clients_without_products"),
                                    plan.after().get("orphans")));
        }
    }

    @Test
    void planSeesWhatARefreshUnderWayLeaves() throws Exception {
        try (TestHome home = home();
                Connection refresh = TestDatabase.get().pool().getConnection();
                Statement statement = refresh.createStatement()) {
            home.drop("product_usage-waiting.csv", USES, "1,Карта,2025-05-09");
            Path uses = file("product_usage-2.csv", USES, "3,Карта,2025-05-09");
            refresh.setAutoCommit(false);
            statement.execute("lock table touched.client in exclusive mode");
            CompletableFuture<Plan> planned = CompletableFuture.supplyAsync(() -> {
                try {
                    return plan(home, uses);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            await().until(() -> TestDatabase.csv("select count(*) from pg_stat_activity"
                            + " where wait_event_type = 'Lock' and backend_type = 'client backend'")
                    .equals("count\n1\n"));
            statement.execute("update staging.load set filed_at = now() where refresh_id is null");
            refresh.commit();
            assertThat(planned.get(60, TimeUnit.SECONDS).moves().stream().map(PlanIT::moved))
                    .containsExactly("1 продукт -> 2 продукта: 1");
        }
    }

    @Test
    void planLeavesNothingBehindAndCountsNothingOfOthers() throws IOException {
        try (TestHome home = home()) {
            // It waits for a refresh: its doing is not that of the plan.
            home.drop("product_usage-waiting.csv", USES, "1,Карта,2025-05-09", "x,Карта,2025-05-09");
            List<String> before = everything();
            List<String> files = home.files();
            Plan plan = plan(home, file("product_usage-2.csv", USES, "3,Карта,2025-05-09", "x,Карта,2025-05-09"));
            assertThat(plan.moves().stream().map(PlanIT::moved)).containsExactly("1 продукт -> 2 продукта: 1");
            assertThat(everything()).containsExactlyElementsOf(before);
            assertThat(home.files()).containsExactlyElementsOf(files);
        }
    }

    /** Every row of every table, of whatever schema. */
    private static List<String> everything() {
        return TestDatabase.jdbc()
                .sql("select format('%I.%I', schemaname, tablename) from pg_tables"
                        + " where schemaname in ('staging', 'data_mart', 'tally', 'touched', 'sample') order by 1")
                .query(String.class)
                .list()
                .stream()
                .map(table -> table + ": " + TestDatabase.csv("select * from " + table + " as r order by r::text"))
                .toList();
    }

    @Test
    void planIsRefusedWhereAStepCannotBeTakenBack() throws IOException {
        try (TestHome home = home()) {
            Path route = home.routes().resolve("close-load.camel.yaml");
            String text = Files.readString(route);
            int at = text.indexOf("        - choice:");
            Files.writeString(
                    route, text.substring(0, at) + "        - to:\n            uri: file:out\n" + text.substring(at));
            Path uses = file("product_usage-2.csv", USES, "3,Карта,2025-05-09");
            assertThatThrownBy(() -> plan(home, uses))
                    .isInstanceOf(Plan.NotPossible.class)
                    .hasMessage("to of route close-load may do what a rollback does not take back; use check instead");
        }
    }

    @Test
    void statementThatEndsTheTransactionIsToldAsALeak() throws IOException {
        try (TestHome home = home()) {
            Path statement = home.routes().resolve("sql/record_load.sql");
            String text = Files.readString(statement);
            Files.writeString(statement, text + ";\ncommit\n");
            Path uses = file("product_usage-2.csv", USES, "3,Карта,2025-05-09");
            assertThatThrownBy(() -> plan(home, uses)).hasMessageContaining("has been committed");
        }
    }

    @Test
    void planOnANewBaseTellsItAll() throws IOException {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of())) {
            Plan plan = plan(
                    home,
                    file("clients.csv", "client_name,client_revenue", "Анна,1", "Борис,2"),
                    file("product_usage.csv", USES, "1,Вклад,2025-05-01"));
            assertThat(plan.clients()).containsEntry("clients_new", 2L);
            assertThat(plan.moves().stream().map(PlanIT::moved)).containsExactly("null -> 1 продукт: 1");
            assertThat(Stream.of("staging.load", "data_mart.refresh")
                            .map(table -> TestDatabase.csv("select count(*) from " + table)))
                    .allMatch("count\n0\n"::equals);
        }
    }
}
