package segmentmart.mart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import segmentmart.TestDatabase;
import segmentmart.TestHome;

/** Whatever is dropped, in whatever order: the mart kept up step by step is the one computed at once. */
class IncrementalRefreshIT {
    private static final String MART = "select * from data_mart.client_segments order by client_id";
    private static final String ORPHANS = "select * from staging.orphan order by client_id";
    private static final String FIRST = "client_id,product,usage_date\n1000,Вклад,2025-05-01\n";
    private static final String COUNTS = "select segments, clients_in_mart, clients_without_products, orphans"
            + " from data_mart.refresh order by refresh_id desc limit 1";

    /** A drop; {@code refreshAfter} tells whether the mart is brought up before the next one. */
    record Dropped(String name, String content, boolean refreshAfter) {}

    @Provide
    Arbitrary<List<Dropped>> drops() {
        Arbitrary<Integer> id = Arbitraries.integers().between(1, 12);
        Arbitrary<String> client = Combinators.combine(
                        id,
                        Arbitraries.of("Анна", "Борис"),
                        Arbitraries.integers().between(0, 3))
                .as((i, name, revenue) -> i + "," + name + "," + revenue);
        Arbitrary<String> clients =
                client.list().ofMaxSize(6).map(rows -> "client_id,client_name,client_revenue\n" + lines(rows));
        Arbitrary<String> use = Combinators.combine(
                        id,
                        Arbitraries.of("Вклад", "Карта", "Кредит", "Страхование"),
                        Arbitraries.integers().between(1, 28))
                .as((i, product, day) -> "%d,%s,2025-%02d-%02d".formatted(i, product, 3 + day % 4, day));
        Arbitrary<String> usage = use.list().ofMaxSize(8).map(rows -> "client_id,product,usage_date\n" + lines(rows));
        Arbitrary<Boolean> refresh = Arbitraries.of(true, true, false);
        return Arbitraries.oneOf(
                        Combinators.combine(Arbitraries.of("clients-a.csv", "clients-b.csv"), clients, refresh)
                                .as(Dropped::new),
                        Combinators.combine(
                                        Arbitraries.of(
                                                "product_usage-a.csv", "product_usage-b.csv", "product_usage-c.csv"),
                                        usage,
                                        refresh)
                                .as(Dropped::new))
                .list()
                .ofMinSize(1)
                .ofMaxSize(7);
    }

    private static String lines(List<String> rows) {
        return rows.stream().map(row -> row + "\n").collect(Collectors.joining());
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void incrementalRefreshesGiveTheMartOfAFullOne(@ForAll("drops") List<Dropped> drops) throws IOException {
        Path root = Files.createTempDirectory("segment-mart-property");
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of("INBOX_STEADY_FOR", "0ms"))) {
            home.drop("product_usage-first.csv", FIRST);
            home.daemon().refresh(false);
            for (Dropped drop : drops) {
                home.drop(drop.name(), drop.content());
                if (drop.refreshAfter()) {
                    home.daemon().refresh(false);
                }
            }
            home.daemon().refresh(false);
            String mart = TestDatabase.csv(MART);
            String orphans = TestDatabase.csv(ORPHANS);
            String counts = TestDatabase.csv(COUNTS);
            List<String> analysis = Analysis.rows();
            assertThat(TestDatabase.csv("select count(*) from data_mart.refresh where mode = 'full'"))
                    .as("only the first refresh is full")
                    .isEqualTo("count\n1\n");

            TestDatabase.execute("truncate data_mart.client_segments, staging.orphan");
            home.daemon().refresh(true);
            assertThat(mart).isEqualTo(TestDatabase.csv(MART));
            assertThat(orphans).isEqualTo(TestDatabase.csv(ORPHANS));
            assertThat(counts).isEqualTo(TestDatabase.csv(COUNTS));
            assertThat(analysis).containsExactlyElementsOf(Analysis.rows());
        }
    }
}
