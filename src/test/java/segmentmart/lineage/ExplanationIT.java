package segmentmart.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.TestHome;
import segmentmart.lineage.Reason.Cause;

class ExplanationIT {
    private static final String CLIENTS = "client_id,client_name,client_revenue";
    private static final String USES = "client_id,product,usage_date";

    @TempDir
    Path root;

    private TestHome home;

    @BeforeEach
    void start() {
        home = TestHome.start(root, TestDatabase.empty(), Map.of());
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static Explanation of(int clientId) {
        return Objects.requireNonNull(
                Explanation.of(TestDatabase.get().pool(), clientId, 2), () -> "nothing on client " + clientId);
    }

    private static void assertReason(int clientId, Cause cause, String... parts) {
        assertThat(of(clientId).reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.cause()).as(reason.sentence()).isEqualTo(cause);
            assertThat(reason.sentence()).contains(parts);
        });
    }

    @Test
    void leadsFromTheSegmentToDropsAndLines() {
        home.drop("clients-1.csv", CLIENTS, "5,Анна,1000");
        home.drop("clients-2.csv", CLIENTS, "6,Борис,", "5,Анна Ли,2000");
        home.drop(
                "product_usage.csv",
                USES,
                "5,Вклад,2025-05-01",
                "5,Ипотека,2025-05-04",
                "5,Вклад,2025-05-02",
                "6,Карта,2025-05-02",
                "5,Вклад,2025-05-03");
        home.daemon().refresh(false);
        Explanation explanation = of(5);
        assertThat(explanation.reasons()).isEmpty();
        Trail trail = explanation.trail();
        assertThat(trail.mart())
                .containsEntry("client_segment", "2 продукта")
                .containsEntry("usage_count", 2)
                .containsEntry("client_revenue", 2000)
                .containsEntry("offer", null);
        assertThat(of(6).trail().mart()).containsEntry("client_segment", "1 продукт");
        assertThat(trail.client()).containsEntry("drop_name", "clients-2.csv").containsEntry("line_no", 3);
        assertThat(trail.history().newest())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("client_name", "Анна")
                        .containsEntry("line_no", 2)
                        .containsEntry("replaced_by_load_id", 2L));
        assertThat(trail.uses().keySet()).containsExactly("Ипотека", "Вклад");
        Excerpt deposits = Objects.requireNonNull(trail.uses().get("Вклад"));
        assertThat(deposits.more()).isEqualTo(1);
        assertThat(deposits.newest()).extracting(row -> row.get("line_no")).containsExactly(6, 4);
    }

    @Test
    void tellsWhatADropWouldHaveToHold() {
        home.drop("clients.csv", CLIENTS, "1,Анна,1");
        home.drop("product_usage.csv", USES, "9,Вклад,2025-05-01", "9,Вклад,2025-05-02");
        home.daemon().refresh(false);
        assertReason(1, Cause.NO_USES, "no drop holds a use of client 1", "drop a product_usage file");
        assertReason(9, Cause.ORPHAN, "no drop names client 9, and 2 uses of him wait", "drop a clients file");
        assertThat(Explanation.of(TestDatabase.get().pool(), 7, 2)).isNull();
    }

    @Test
    void tellsWhichLoadTookTheClientOut() {
        home.drop("clients-1.csv", "client_name,client_revenue", "Анна,1", "Борис,2");
        home.drop("product_usage.csv", USES, "1,Вклад,2025-05-01", "2,Вклад,2025-05-01");
        home.daemon().refresh(false);
        home.drop("clients-2.csv", "client_name,client_revenue", "Анна,1");
        assertReason(2, Cause.BEHIND, "load 3 (clients-2.csv): run segment-mart refresh");
        assertThat(of(2).trail().mart()).isNotNull();
        home.daemon().refresh(false);
        assertReason(2, Cause.REMOVED, "load 3 (clients-2.csv) took client 2 out", "load 1 (clients-1.csv)");
    }

    @Test
    void tellsLoadsThatTheMartHasNotTakenNoteOf() {
        home.drop("clients.csv", CLIENTS, "1,Анна,1", "2,Борис,2");
        home.drop("product_usage.csv", USES, "1,Вклад,2025-05-01");
        assertReason(1, Cause.BEHIND, "loads 1 (clients.csv), 2 (product_usage.csv): run segment-mart refresh");
        home.daemon().refresh(false);
        home.drop("product_usage.csv", USES, "2,Вклад,2025-05-01");
        assertReason(1, Cause.BEHIND, "load 3 (product_usage.csv)");
        assertReason(2, Cause.BEHIND, "load 3 (product_usage.csv)");
        TestDatabase.execute("insert into data_mart.refresh (trigger, started_at, finished_at, error)"
                + " values ('timer', now(), now(), 'no room')");
        assertThat(of(2).reasons()).extracting(Reason::cause).containsExactly(Cause.REFRESH_FAILED, Cause.BEHIND);
        assertThat(of(2).reasons().get(0).sentence()).contains("the last refresh failed", ": no room; mend that");
    }

    @Test
    void tellsThatTheRuleLeavesTheClientOut() throws Exception {
        Path rule = home.routes().resolve("sql/client_segments.sql");
        Files.writeString(rule, Files.readString(rule).strip() + "\nwhere clients.client_revenue > 1\n");
        home.drop("clients.csv", CLIENTS, "1,Анна,1", "2,Борис,2");
        home.drop("product_usage.csv", USES, "1,Вклад,2025-05-01", "2,Вклад,2025-05-01");
        home.daemon().refresh(false);
        assertThat(of(2).reasons()).isEmpty();
        assertReason(1, Cause.RULE, "holds client 1 and 1 use of him", "routes/sql/client_segments.sql");
    }

    @Test
    void tellsOpenRejectsThatMayBeAboutTheClient() {
        home.drop("product_usage-1.csv", USES, "3,Вклад,2025-02-30", "33,Вклад,2025-05-01");
        home.drop(
                "product_usage-2.jsonl",
                "{\"product\": \"Вклад\", \"client_id\": 3, \"usage_date\": \"2025-13-01\"}",
                "{\"product\": \"3\", \"client_id\": 34, \"usage_date\": \"2025-05-01\"}");
        assertThat(of(3).reasons()).allMatch(reason -> reason.cause() == Cause.REJECT);
        assertThat(of(3).reasons())
                .extracting(Reason::sentence)
                .satisfiesExactly(
                        newest -> assertThat(newest).contains("line 1 of product_usage-2.jsonl (load 2): usage_date"),
                        older -> assertThat(older)
                                .contains("line 2 of product_usage-1.csv (load 1): usage_date", "inbox/rejected")
                                .doesNotContain("3,Вклад"));
        home.drop("product_usage-1.rejected-1.csv", USES, "4,Вклад,2025-02-28");
        assertThat(of(3).reasons()).hasSize(1);
    }

    @Test
    void takesTheRecordOfASnapshotForTheClientOfItsNumber() {
        home.drop("clients.csv", "client_name,client_revenue", "Анна,1", "Борис,сто", "Вера,3");
        home.drop("product_usage.csv", USES, "2,Вклад,2025-05-01");
        assertThat(of(2).reasons()).extracting(Reason::cause).containsExactly(Cause.ORPHAN, Cause.REJECT);
        assertThat(of(2).reasons().get(1).sentence()).contains("line 3 of clients.csv (load 1): client_revenue");
    }

    @Test
    void findsNamesByTheBeginningsOfTheirWords() {
        home.drop(
                "clients.csv",
                CLIENTS,
                "1,Семёнова Анна-Мария,1",
                "2,СЕМЕНОВ Пётр,1",
                "3,Сто%процентов_,1",
                "4,Ансем,1",
                "5,back\\slash,1");
        assertThat(named("семен")).containsExactly(1, 2);
        assertThat(named("СЕМЁН", "пет")).containsExactly(2);
        assertThat(named("мар", "ан")).containsExactly(1);
        assertThat(named("%")).isEmpty();
        assertThat(named("_")).isEmpty();
        assertThat(named("сто%")).containsExactly(3);
        assertThat(named("back\\")).containsExactly(5);
        assertThat(named("'; drop table staging.clients; --")).isEmpty();
    }

    private static List<Object> named(String... words) {
        return ClientSearch.byName(String.join(" ", words))
                .first(20, TestDatabase.get().pool())
                .stream()
                .map(row -> Objects.requireNonNull(row.get("client_id")))
                .toList();
    }
}
