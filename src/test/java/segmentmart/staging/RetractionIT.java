package segmentmart.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import segmentmart.TestDatabase;
import segmentmart.TestHome;
import segmentmart.intake.DropName;
import segmentmart.mart.Analysis;

/** What is taken out leaves no trace in staging and the mart, but for the ledger, which says so. */
class RetractionIT {
    private static final String USES = "client_id,product,usage_date,note\n";
    private static final Map<String, String> AT_ONCE =
            Map.of("INBOX_STEADY_FOR", "0ms", "INBOX_MAX_REJECT_RATIO", "1.0");

    /** The loads that count, numbered anew, and what hangs on them. */
    private static final List<String> STATE = Stream.of(
                    "select n.n, c.client_id, client_name, client_revenue, line_no from staging.clients as c"
                            + " left join n using (load_id) order by client_id",
                    "select n.n, by.n as by, client_id, client_name, client_revenue, line_no"
                            + " from staging.clients_history as h left join n using (load_id)"
                            + " left join n as by on h.replaced_by_load_id = by.load_id order by client_id, 1, 2",
                    "select n.n, client_id, product_name, usage_date, line_no from staging.product_usage"
                            + " left join n using (load_id) order by 1, 5, 2",
                    "select n.n, by.n as by, client_id, product_name, usage_date, line_no"
                            + " from staging.product_usage_history as h left join n using (load_id)"
                            + " left join n as by on h.replaced_by_load_id = by.load_id order by 1, 6, 3",
                    "select n.n, r.line_no, r.code, by.n as by from staging.rejected_record as r"
                            + " inner join n using (load_id) left join n as by on r.resolved_by_load_id = by.load_id"
                            + " order by 1, 2",
                    "select n.n, staging.is_in_force(load_id) from staging.load inner join n using (load_id) order by 1",
                    "select * from data_mart.client_segments order by client_id",
                    "select * from staging.orphan order by client_id",
                    "select as_of_date, orphan_uses, orphan_clients, clients_without_products, future_uses, open_rejects"
                            + " from data_mart.data_quality")
            .map(query -> query.startsWith("select n.n")
                    ? "with n as (select load_id, row_number() over (order by load_id) as n from staging.load"
                            + " where status = 'loaded' and retracted_at is null) " + query
                    : query)
            .toList();

    /**
     * Something that is done.
     *
     * @param what {@code drop}, {@code correct} or {@code retract}
     * @param name of a drop
     * @param content of a drop or a correction
     * @param which of the loads so far is corrected or retracted
     */
    record Step(String what, String name, String content, int which, boolean refreshAfter) {}

    /** A load that went well, with what it corrects. */
    record Loaded(
            long loadId,
            String name,
            String content,
            @Nullable Long corrects) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> id = Arbitraries.integers().between(1, 9);
        Arbitrary<String> client = Combinators.combine(
                        Arbitraries.of("Анна", "Борис", "Вера", " "),
                        Arbitraries.integers().between(0, 3))
                .as((name, revenue) -> name + "," + revenue);
        Arbitrary<String> snapshot =
                client.list().ofMinSize(1).ofMaxSize(6).map(rows -> "client_name,client_revenue,note\n" + lines(rows));
        Arbitrary<String> clients = Combinators.combine(id, client)
                .as((i, rest) -> i + "," + rest)
                .list()
                .ofMaxSize(5)
                .map(rows -> "client_id,client_name,client_revenue,note\n" + lines(rows));
        Arbitrary<String> use = Combinators.combine(
                        Arbitraries.of("1", "2", "3", "4", "5", "6", "7", "x"),
                        Arbitraries.of("Вклад", "Карта", "Кредит"),
                        Arbitraries.integers().between(1, 28))
                .as((i, product, day) -> "%s,%s,2025-%02d-%02d".formatted(i, product, 4 + day % 2, day));
        Arbitrary<String> usage = use.list().ofMaxSize(6).map(rows -> USES + lines(rows));
        Arbitrary<Boolean> refresh = Arbitraries.of(true, false);
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 99);
        Arbitrary<Step> dropped = Arbitraries.frequencyOf(
                Tuple.of(2, drop(Arbitraries.of("clients-a.csv"), snapshot, refresh)),
                Tuple.of(2, drop(Arbitraries.of("clients-a.csv", "clients-b.csv"), clients, refresh)),
                Tuple.of(4, drop(Arbitraries.of("product_usage-a.csv", "product_usage-b.csv"), usage, refresh)));
        Arbitrary<Step> retracted =
                Combinators.combine(which, refresh).as((load, after) -> new Step("retract", "", "", load, after));
        Arbitrary<Step> corrected = Combinators.combine(which, id, refresh)
                .as((load, client1, after) -> new Step("correct", "", String.valueOf(client1), load, after));
        return Arbitraries.frequencyOf(Tuple.of(5, dropped), Tuple.of(3, retracted), Tuple.of(1, corrected))
                .list()
                .ofMinSize(3)
                .ofMaxSize(12);
    }

    private static Arbitrary<Step> drop(
            Arbitrary<String> names, Arbitrary<String> contents, Arbitrary<Boolean> refresh) {
        return Combinators.combine(names, contents, refresh)
                .as((name, content, after) -> new Step("drop", name, content, 0, after));
    }

    private static String lines(List<String> rows) {
        return rows.stream().map(row -> row + ",\n").collect(Collectors.joining());
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void baseIsAsIfWhatWasTakenOutHadNeverCome(@ForAll("steps") List<Step> steps) throws IOException {
        List<Loaded> loaded = new ArrayList<>();
        List<String> state;
        List<String> analysis;
        try (TestHome home = home()) {
            home.daemon().refresh(true);
            int serial = 0;
            for (Step step : steps) {
                serial++;
                switch (step.what()) {
                    case "drop" -> load(home, step.name(), unique(step.content(), serial), null, loaded);
                    case "correct" -> correct(home, step, serial, loaded);
                    default -> {
                        if (!loaded.isEmpty()) {
                            retract(
                                    home,
                                    loaded.get(step.which() % loaded.size()).loadId());
                        }
                    }
                }
                if (step.refreshAfter()) {
                    home.daemon().refresh(false);
                }
            }
            home.daemon().refresh(false);
            assertThat(home.daemon().ailments()).isEmpty();
            state = state();
            analysis = Analysis.rows();
            loaded.removeIf(load -> isRetracted(load.loadId()));
        }
        try (TestHome home = home()) {
            Map<Long, Long> numbers = new HashMap<>();
            for (Loaded load : loaded) {
                List<Loaded> again = new ArrayList<>();
                String name = load.corrects() == null ? load.name() : correction(load, numbers.get(load.corrects()));
                load(home, name, load.content(), null, again);
                assertThat(again).as(load.toString()).hasSize(1);
                numbers.put(load.loadId(), again.get(0).loadId());
            }
            home.daemon().refresh(true);
            assertThat(state).containsExactlyElementsOf(state());
            assertThat(analysis).containsExactlyElementsOf(Analysis.rows());
        }
    }

    private static String correction(Loaded load, @Nullable Long corrected) {
        return load.name().replaceFirst("\\.rejected-\\d+", ".rejected-" + corrected);
    }

    /** No content comes twice, for a duplicate is not loaded. */
    private static String unique(String content, int serial) {
        return content.replaceFirst(",note", ",note" + serial);
    }

    private TestHome home() throws IOException {
        return TestHome.start(Files.createTempDirectory("segment-mart-retraction"), TestDatabase.empty(), AT_ONCE);
    }

    private static void load(TestHome home, String name, String content, @Nullable Long corrects, List<Loaded> loaded) {
        home.drop(name, content);
        TestDatabase.jdbc()
                .sql("select load_id, status from staging.load order by load_id desc limit 1")
                .query((row, n) ->
                        row.getString(2).equals("loaded") ? new Loaded(row.getLong(1), name, content, corrects) : null)
                .optional()
                .ifPresent(loaded::add);
    }

    private static void correct(TestHome home, Step step, int serial, List<Loaded> loaded) {
        if (loaded.isEmpty()) {
            return;
        }
        Loaded load = loaded.get(step.which() % loaded.size());
        String rest = load.name().startsWith("clients")
                ? "client_id,client_name,client_revenue,note\n" + step.content() + ",Глеб,7,\n"
                : USES + step.content() + ",Залог,2025-05-09,\n";
        String name = DropName.of(load.name()).rejectFileName(load.loadId());
        load(home, name, unique(rest, serial), load.loadId(), loaded);
    }

    private static void retract(TestHome home, long loadId) {
        try {
            retract(home, String.valueOf(loadId));
        } catch (NotRetractable e) {
            assertThat(e.isKnown()).isTrue();
        }
    }

    private static Map<String, @Nullable Object> retract(TestHome home, String asked) {
        Ledger ledger = new Ledger(TestDatabase.get().pool());
        Retraction retraction = new Retraction(Retraction.choose(asked, ledger.attemptsOf(asked)), "Вера", "mistake");
        home.daemon().retract(retraction);
        return retraction.report();
    }

    private static boolean isRetracted(long loadId) {
        return TestDatabase.jdbc()
                .sql("select retracted_at is not null from staging.load where load_id = ?")
                .param(loadId)
                .query(Boolean.class)
                .single();
    }

    private static List<String> state() {
        return STATE.stream().map(TestDatabase::csv).toList();
    }

    @Test
    void anotherCorrectionAnswersWhatTheOneTakenOutHadAnswered() throws IOException {
        try (TestHome home = home()) {
            String header = "client_id,client_name,client_revenue\n";
            home.drop("clients-a.csv", header + "1, ,1\n2,Анна,2\n");
            home.drop("clients-a.rejected-1.csv", header + "1,Борис,1\n");
            home.drop("clients-a.rejected-1.csv", header + "1,Вера,1\n");
            assertThat(TestDatabase.csv("select resolved_by_load_id from staging.rejected_record"))
                    .isEqualTo("resolved_by_load_id\n2\n");
            assertThat(retract(home, "2")).containsEntry("rejects_reopened", 0L);
            assertThat(TestDatabase.csv("select resolved_by_load_id from staging.rejected_record"))
                    .isEqualTo("resolved_by_load_id\n3\n");
            assertThat(retract(home, "3")).containsEntry("rejects_reopened", 1L);
            assertThat(TestDatabase.csv("select resolved_by_load_id from staging.rejected_record"))
                    .isEqualTo("resolved_by_load_id\n\n");
        }
    }

    @Test
    void whatIsTakenOutIsLoadedWhenItIsDroppedAgain() throws IOException {
        try (TestHome home = home()) {
            String january = USES + "1,Вклад,2025-01-01,\n2,Карта,2025-01-02,\n";
            String february = USES + "1,Вклад,2025-02-01,\n";
            home.drop("product_usage.csv", january);
            home.drop("product_usage.csv", february);
            home.drop("product_usage-copy.csv", february);
            Map<String, @Nullable Object> done = retract(home, "Product_Usage.csv.gz");
            assertThat(done)
                    .containsEntry("load_id", 2L)
                    .containsEntry("uses_removed", 1L)
                    .containsEntry("restores_load_id", 1L)
                    .containsEntry("uses_restored", 2L)
                    .containsEntry("duplicates", List.of("product_usage-copy.csv"));
            assertThat(TestDatabase.csv("select load_id, line_no from staging.product_usage order by 1, 2"))
                    .isEqualTo("load_id,line_no\n1,2\n1,3\n");
            assertThat(TestDatabase.csv("select retracted_by, retraction_reason, refresh_id from staging.load"
                            + " where retracted_at is not null"))
                    .isEqualTo("retracted_by,retraction_reason,refresh_id\nВера,mistake,\n");

            home.drop("product_usage-copy.csv", february);
            home.drop("product_usage.csv", february + "\n");
            home.drop("product_usage.csv", february);
            assertThat(TestDatabase.csv("select load_id, status, replaces_load_id, duplicate_of_load_id"
                            + " from staging.load where load_id > 3 order by 1"))
                    .isEqualTo("""
                            load_id,status,replaces_load_id,duplicate_of_load_id
                            4,loaded,,
                            5,loaded,1,
                            6,duplicate,,4
                            """);
        }
    }

    @Test
    void rejectsAreOpenAgainWhenTheirCorrectionIsTakenOut() throws IOException {
        try (TestHome home = home()) {
            home.drop("product_usage.csv", USES + "1,Вклад,2025-01-01,\nx,Карта,2025-01-02,\n");
            home.drop("product_usage.rejected-1.csv", USES + "2,Карта,2025-01-02,\n");
            String open = "select count(*) from staging.rejected_record where resolved_by_load_id is null";
            assertThat(TestDatabase.csv(open)).isEqualTo("count\n0\n");
            assertThat(retract(home, "2")).containsEntry("uses_removed", 1L).containsEntry("rejects_reopened", 1L);
            assertThat(TestDatabase.csv(open)).isEqualTo("count\n1\n");

            home.drop("product_usage.rejected-1.csv", USES + "3,Карта,2025-01-02,\n");
            assertThat(retract(home, "1"))
                    .containsEntry("load_ids", List.of(1L, 3L))
                    .containsEntry("uses_removed", 2L);
            assertThat(TestDatabase.csv("select count(*) from staging.product_usage"))
                    .isEqualTo("count\n0\n");
        }
    }

    @Test
    void versionWhoseContentCameAgainDoesNotComeBackBesideIt() throws IOException {
        try (TestHome home = home()) {
            String right = USES + "1,Вклад,2025-01-01,\n";
            home.drop("product_usage.csv", right);
            home.drop("product_usage.csv", USES + "1,Вклад,2025-01-02,\n");
            home.drop("product_usage-right.csv", right);
            assertThatThrownBy(() -> retract(home, "product_usage.csv"))
                    .hasRootCauseMessage("product_usage.csv: load 1 would count again in place of load 2, and load 3"
                            + " (product_usage-right.csv) has the same content, so it would count twice;"
                            + " take that one out first");
            retract(home, "3");
            retract(home, "product_usage.csv");
            assertThat(TestDatabase.csv("select load_id, usage_date from staging.product_usage"))
                    .isEqualTo("load_id,usage_date\n1,2025-01-01\n");
        }
    }

    @Test
    void copyWhoseNameCameWithAnotherContentIsNotToBeDroppedAgain() throws IOException {
        try (TestHome home = home()) {
            String content = USES + "1,Вклад,2025-01-01,\n";
            home.drop("product_usage.csv", content);
            home.drop("product_usage-b.csv", content);
            home.drop("product_usage-c.csv", content);
            home.drop("product_usage-b.csv", USES + "1,Вклад,2025-01-02,\n");
            assertThat(retract(home, "product_usage.csv")).containsEntry("duplicates", List.of("product_usage-c.csv"));
        }
    }

    @Test
    void whatDoesNotCountIsToldWithItsReason() throws IOException {
        try (TestHome home = home()) {
            home.drop("product_usage.csv", USES + "1,Вклад,2025-01-01,\n");
            home.drop("product_usage.csv", USES + "1,Вклад,2025-01-02,\n");
            home.drop("product_usage-copy.csv", USES + "1,Вклад,2025-01-02,\n");
            home.drop("product_usage-bad.csv", "no,such,columns\n");
            home.drop("clients.csv", "client_id,client_name,client_revenue\n1,Анна,1\n");
            home.drop("clients.csv", "client_id,client_name,client_revenue\n2,Борис,1\n");
            assertThatThrownBy(() -> retract(home, "product_usage-7.csv"))
                    .hasMessage("product_usage-7.csv: there is no such drop or load in the ledger;"
                            + " segment-mart status shows the last");
            assertThatThrownBy(() -> retract(home, "1"))
                    .hasMessage("1: load 1 was replaced by load 2 (product_usage.csv), so nothing of it counts;"
                            + " take that one out first, and this one counts again");
            assertThatThrownBy(() -> retract(home, "product_usage-copy.csv"))
                    .hasMessage(
                            "product_usage-copy.csv: load 3 was a duplicate of load 2 (product_usage.csv) and loaded"
                                    + " nothing; take that one out");
            assertThatThrownBy(() -> retract(home, "product_usage-bad.csv"))
                    .hasMessage("product_usage-bad.csv: load 5 failed, so nothing of it was loaded");
            assertThatThrownBy(() -> retract(home, "clients.csv"))
                    .hasMessageMatching(
                            "clients.csv was loaded 2 times, and each of them counts: name one by its number:"
                                    + " 7 \\([-: \\d]+, records: 1\\), 6 \\([-: \\d]+, records: 1\\)");
            retract(home, "6");
            assertThatThrownBy(() -> retract(home, "6"))
                    .hasMessageMatching("6: load 6 was taken out already, at [-: \\d]+ by Вера \\(mistake\\);"
                            + " drop the file again to have it back");

            TestDatabase.execute("update staging.load set history_kept = false");
            assertThatThrownBy(() -> retract(home, "2"))
                    .hasRootCauseMessage("product_usage.csv: what load 2 took the place of is not kept any more, so it"
                            + " cannot be brought back; drop the version that is to count instead");
            assertThat(TestDatabase.csv("select count(*) from staging.product_usage"))
                    .isEqualTo("count\n1\n");
        }
    }

    @Test
    void snapshotThatCouldNotComeAgainIsTold() throws IOException {
        try (TestHome home = home()) {
            home.drop("clients.csv", "client_name,client_revenue\nАнна,1\n");
            home.drop("clients-ids.csv", "client_id,client_name,client_revenue\n7,Борис,1\n");
            assertThat(retract(home, "clients.csv")).containsEntry("is_barred", true);
            assertThat(retract(home, "clients-ids.csv")).containsEntry("is_barred", false);
        }
    }

    @Test
    void loadThatIsReplacedAtThisMomentIsNotTakenOut() throws Exception {
        try (TestHome home = home();
                Connection other = TestDatabase.get().pool().getConnection();
                Statement statement = other.createStatement()) {
            home.drop("product_usage.csv", USES + "1,Вклад,2025-01-01,\n");
            other.setAutoCommit(false);
            // As a new version does that is being loaded.
            statement.execute("select pg_advisory_xact_lock(hashtextextended('drop product_usage.csv', 0))");
            CompletableFuture<Map<String, @Nullable Object>> retracted =
                    CompletableFuture.supplyAsync(() -> retract(home, "product_usage.csv"));
            await().until(() -> TestDatabase.csv("select count(*) from pg_stat_activity"
                            + " where wait_event_type = 'Lock' and backend_type = 'client backend'")
                    .equals("count\n1\n"));
            statement.execute(
                    "insert into staging.load (load_id, drop_name, drop_identity, kind, format, sha256, bytes,"
                            + " file_modified_at, status, replaces_load_id, started_at, finished_at) values (9, 'product_usage.csv',"
                            + " 'product_usage.csv', 'product_usage', 'csv', 'b', 1, now(), 'loaded', 1, now(), now())");
            other.commit();
            assertThatThrownBy(() -> retracted.get(60, TimeUnit.SECONDS))
                    .hasRootCauseMessage("product_usage.csv: load 1 does not count any more since a moment ago;"
                            + " see segment-mart status");
            assertThat(TestDatabase.csv("select count(*) from staging.product_usage"))
                    .isEqualTo("count\n1\n");
        }
    }
}
