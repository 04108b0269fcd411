package segmentmart.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import segmentmart.TestDatabase;
import segmentmart.TestHome;

/** Generated drops through the whole path: what comes of them is what the truth says. */
class GenerateIT {
    private static final LocalDate JANUARY = LocalDate.of(2025, 1, 1);
    private static final LocalDate JUNE = LocalDate.of(2025, 6, 30);

    @TempDir
    Path root;

    @TempDir
    Path folder;

    private Truth load(Plan plan, String ending) throws IOException, NamesUnusable {
        Generator.Target target = Generator.Target.in(folder, ending, false);
        Truth truth = new Generator(plan, FullNames.read(null, null, null)).write(target, rows -> {});
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of())) {
            home.drop(target.clients());
            home.drop(target.usage());
            home.daemon().refresh(false);
        }
        return truth;
    }

    @ParameterizedTest(name = "{0} as {1}, ids {2}, {3} bad, {4}")
    @CsvSource({
        "UNIFORM, CSV,   false, 0,    300, 900, .csv",
        "BANK,    CSV,   false, 0.1,  300, 900, .csv",
        "BANK,    CSV,   true,  0.5,  301, 901, .csv.gz",
        "UNIFORM, JSONL, false, 0.2,  300, 900, .jsonl",
        "BANK,    JSONL, true,  0.5,  301, 901, .jsonl",
        "BANK,    JSONL, false, 0,    300, 900, .jsonl.gz",
        "BANK,    CSV,   false, 0,    1,   9,   .csv",
        "UNIFORM, CSV,   true,  0.01, 9,   0,   .csv"
    })
    void whatIsLoadedIsExactlyTheTruth(
            Profile profile, Format format, boolean ids, double bad, int clients, int usages, String ending)
            throws Exception {
        Truth truth = load(new Plan(clients, usages, JANUARY, JUNE, profile, format, ids, 11, bad), ending);
        assertThat(TestDatabase.csv("select drop_name, status, records_read, records_loaded, records_rejected,"
                        + " records_superseded from staging.load order by load_id"))
                .isEqualTo("drop_name,status,records_read,records_loaded,records_rejected,records_superseded\n"
                        + truth.drops().stream()
                                .map(drop -> "%s,loaded,%d,%d,%d,0\n"
                                        .formatted(drop.name(), drop.records(), drop.loaded(), drop.rejected()))
                                .collect(Collectors.joining()));
        assertThat(TestDatabase.jdbc().sql("""
                        select l.drop_name || ' ' || r.line_no || ' ' || r.code
                        from staging.rejected_record as r
                        inner join staging.load as l on l.load_id = r.load_id
                        """).query(String.class).list())
                .containsExactlyInAnyOrderElementsOf(truth.rejects().stream()
                        .flatMap(rejects -> rejects.lines().stream()
                                .map(line -> rejects.drop() + " " + line + " " + rejects.code()))
                        .toList());
        assertThat(TestDatabase.csv("""
                        select
                            r.clients_in_mart,
                            r.clients_without_products,
                            r.orphans,
                            coalesce((r.segments ->> '1 продукт')::bigint, 0) as one,
                            coalesce((r.segments ->> '2 продукта')::bigint, 0) as two,
                            coalesce((r.segments ->> '3+ продуктов')::bigint, 0) as more,
                            (select max(usage_date) from staging.product_usage) as as_of
                        from data_mart.refresh as r
                        """))
                .isEqualTo("clients_in_mart,clients_without_products,orphans,one,two,more,as_of\n"
                        + "%d,%d,%d,%d,%d,%d,%s\n"
                                .formatted(
                                        truth.mart().clients(),
                                        truth.mart().clientsWithoutProducts(),
                                        truth.mart().orphans(),
                                        truth.mart().segments().get("1 продукт"),
                                        truth.mart().segments().get("2 продукта"),
                                        truth.mart().segments().get("3+ продуктов"),
                                        Objects.requireNonNullElse(truth.mart().asOf(), "")));
    }

    @Test
    void figuresAreWhatPostgresqlReckons() throws Exception {
        Truth truth = load(new Plan(2_000, 20_000, JANUARY, JUNE, Profile.BANK, Format.CSV, true, 5, 0.05), ".csv");
        Truth.Figures figures = truth.figures();
        assertThat(figures.usesByProduct())
                .isEqualTo(counts("select product_name, count(*) from staging.product_usage group by 1"));
        assertThat(figures.usesByMonth())
                .isEqualTo(counts(
                        "select to_char(usage_date, 'YYYY-MM'), count(*) from staging.product_usage group by 1"));
        for (Truth.Recency recency : figures.recency()) {
            assertThat(TestDatabase.jdbc()
                            .sql("""
                            select
                                count(*) || ' '
                                || trim_scale((percentile_cont(0.5) within group (
                                    order by newest.day - last_product_usage_date
                                ))::numeric) || ' '
                                || round(avg((last_product_usage_date < ?::date)::int), 4)
                            from data_mart.client_segments
                            cross join (select max(usage_date) as day from staging.product_usage) as newest
                            where client_segment = ?
                            """)
                            .params(figures.quietBefore(), recency.segment())
                            .query(String.class)
                            .single())
                    .isEqualTo("%d %s %s"
                            .formatted(
                                    recency.clients(),
                                    recency.medianDaysSinceLastUse().toPlainString(),
                                    Objects.requireNonNull(recency.quietShare())
                                            .setScale(4)
                                            .toPlainString()));
        }
        for (Truth.RevenueBand band : figures.revenueBands()) {
            BigDecimal mean = TestDatabase.jdbc()
                    .sql("select avg(usage_count) from data_mart.client_segments where client_revenue between ? and ?")
                    .params(band.fromRub(), band.toRub())
                    .query(BigDecimal.class)
                    .single();
            assertThat(band.meanUsageCount()).isCloseTo(mean, within(new BigDecimal("0.0001")));
        }
        assertThat(figures.revenueAndUsageCount().pearson())
                .isCloseTo(
                        correlation("select client_revenue as x, usage_count as y from data_mart.client_segments"),
                        within(new BigDecimal("0.0001")));
        assertThat(figures.revenueAndUsageCount().spearman())
                .isCloseTo(correlation("""
                                select
                                    rank() over (order by client_revenue)
                                        + (count(*) over (partition by client_revenue) - 1) / 2.0 as x,
                                    rank() over (order by usage_count)
                                        + (count(*) over (partition by usage_count) - 1) / 2.0 as y
                                from data_mart.client_segments
                                """), within(new BigDecimal("0.0001")));
        assertThat(figures.productPairs())
                .hasSize(55)
                .allSatisfy(
                        pair -> assertThat(pair).isEqualTo(new Truth.Pair(pair.a(), pair.b(), both(pair), lift(pair))));
        assertThat(Objects.requireNonNull(truth.planted()).affinities())
                .allSatisfy(affinity -> assertThat(figures.productPairs())
                        .anySatisfy(pair -> assertThat(List.of(pair.lift(), pair.clients()))
                                .isEqualTo(List.of(affinity.lift(), affinity.clients()))));
    }

    private static Map<String, Long> counts(String sql) {
        return TestDatabase.jdbc().sql(sql).query((row, n) -> Map.entry(row.getString(1), row.getLong(2))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static BigDecimal correlation(String pairs) {
        return TestDatabase.jdbc()
                .sql("select corr(x, y)::numeric from (" + pairs + ") as pairs")
                .query(BigDecimal.class)
                .single();
    }

    private static final String USED = """
            with used as (
                select distinct u.client_id, u.product_name
                from staging.product_usage as u
                inner join staging.clients as c on c.client_id = u.client_id
            ),
            counts as (
                select
                    (select count(*) from used as a inner join used as b on b.client_id = a.client_id
                     where a.product_name = :a and b.product_name = :b) as both_products,
                    (select count(*) from used where product_name = :a) as a,
                    (select count(*) from used where product_name = :b) as b,
                    (select count(*) from data_mart.client_segments) as clients
            )
            """;

    private static long both(Truth.Pair pair) {
        return TestDatabase.jdbc()
                .sql(USED + "select both_products from counts")
                .param("a", pair.a())
                .param("b", pair.b())
                .query(Long.class)
                .single();
    }

    private static BigDecimal lift(Truth.Pair pair) {
        return TestDatabase.jdbc()
                .sql(
                        USED
                                + "select trim_scale(round(both_products::numeric * clients / (a::numeric * b), 4)) from counts")
                .param("a", pair.a())
                .param("b", pair.b())
                .query(BigDecimal.class)
                .single();
    }
}
