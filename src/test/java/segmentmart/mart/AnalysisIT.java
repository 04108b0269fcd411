package segmentmart.mart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.BOMInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import segmentmart.TestDatabase;
import segmentmart.TestHome;
import segmentmart.generate.Format;
import segmentmart.generate.FullNames;
import segmentmart.generate.Generator;
import segmentmart.generate.NamesUnusable;
import segmentmart.generate.Plan;
import segmentmart.generate.Profile;
import segmentmart.generate.Truth;
import segmentmart.report.Findings;
import segmentmart.report.Memo;

/** The relations of analysis are what plain Java makes of the same records, and are published whole or not at all. */
class AnalysisIT {
    private static final LocalDate JANUARY = LocalDate.of(2025, 1, 1);
    private static final LocalDate JUNE = LocalDate.of(2025, 6, 24);
    private static final List<String> RELATIONS = List.of(
            "segment_summary",
            "product_usage_frequency",
            "segment_products",
            "client_offers",
            "segment_months",
            "segment_migration",
            "product_pairs",
            "revenue_bands");

    @TempDir
    Path root;

    @TempDir
    Path folder;

    private final List<Reckoned.Client> clients = new ArrayList<>();
    private final List<Reckoned.Use> uses = new ArrayList<>();

    private TestHome start() {
        return TestHome.start(root, TestDatabase.empty(), Map.of());
    }

    private Truth generate(Profile profile, int howMany, int howOften, long seed) throws IOException, NamesUnusable {
        Plan plan = new Plan(howMany, howOften, JANUARY, JUNE, profile, Format.CSV, true, seed, 0);
        return new Generator(plan, FullNames.read(null, null, null))
                .write(Generator.Target.in(folder, ".csv", true), rows -> {});
    }

    private void dropWithRecords(TestHome home, Path file) throws IOException {
        home.drop(file);
        try (Reader reader =
                new InputStreamReader(BOMInputStream.builder().setPath(file).get(), StandardCharsets.UTF_8)) {
            CSVFormat csv = CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get();
            for (CSVRecord row : csv.parse(reader)) {
                if (file.getFileName().toString().startsWith("clients")) {
                    clients.add(new Reckoned.Client(
                            Integer.parseInt(row.get("client_id")),
                            row.get("client_name"),
                            roubles(row.get("client_revenue"))));
                } else {
                    uses.add(new Reckoned.Use(
                            Integer.parseInt(row.get("client_id")),
                            row.get("product"),
                            LocalDate.parse(row.get("usage_date").substring(0, 10))));
                }
            }
        }
    }

    private static @Nullable Integer roubles(String written) {
        return written.isEmpty()
                ? null
                : new BigDecimal(written).setScale(0, RoundingMode.HALF_UP).intValueExact();
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    /** All relations, and the figures of the hypotheses and the backtest. */
    private void assertAllIsAsReckoned() {
        Reckoned reckoned = new Reckoned(clients, uses);
        for (String relation : RELATIONS) {
            assertThat(published(relation))
                    .as(relation)
                    .containsExactlyInAnyOrderElementsOf(reckoned.rows(relation).stream()
                            .map(AnalysisIT::written)
                            .toList());
        }
        assertFigure(1, reckoned.activity());
        assertFigure(2, reckoned.strongestLift());
        assertFigure(3, reckoned.spearman());
        Double pearson = reckoned.pearson();
        assertThat(TestDatabase.jdbc()
                        .sql("select figures ->> 'pearson' from data_mart.hypotheses where hypothesis = 3")
                        .query(String.class)
                        .optional())
                .isEqualTo(Optional.ofNullable(pearson)
                        .map(figure -> new BigDecimal(figure)
                                .setScale(4, RoundingMode.HALF_UP)
                                .toPlainString()));
        Map<String, Object> backtest = Findings.backtest(TestDatabase.get().pool());
        assertThat(Stream.of("n", "offered", "hits", "hits_by_probability").map(backtest::get))
                .isEqualTo(reckoned.backtest());
    }

    private static void assertFigure(int hypothesis, @Nullable Double reckoned) {
        Double figure = TestDatabase.jdbc()
                .sql("select figure from data_mart.hypotheses where hypothesis = ?")
                .param(hypothesis)
                .query(Double.class)
                .optional()
                .orElse(null);
        if (reckoned == null) {
            assertThat(figure).isNull();
        } else {
            assertThat(figure).isCloseTo(reckoned, within(1e-9));
        }
    }

    private static List<String> published(String relation) {
        return TestDatabase.jdbc()
                .sql("select * from data_mart." + relation)
                .query((rows, n) -> {
                    List<Object> row = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        row.add(rows.getObject(i));
                    }
                    return written(row);
                })
                .list();
    }

    private static String written(List<Object> row) {
        return String.join(" | ", row.stream().map(AnalysisIT::written).toList());
    }

    private static String written(@Nullable Object value) {
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.9g", number);
        }
        return value instanceof Date date ? date.toLocalDate().toString() : String.valueOf(value);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void generatedDropsGiveTheReckonedRelations(Profile profile) throws Exception {
        generate(profile, 1500, 9000, 5);
        try (TestHome home = start()) {
            dropWithRecords(home, folder.resolve("product_usage.csv"));
            dropWithRecords(
                    home,
                    file(
                            "product_usage-orphans.csv",
                            "client_id,product,usage_date",
                            "900001,Дебетовая карта,2025-02-03",
                            "900001,Сейф,2025-07-01"));
            home.daemon().refresh(false);
            // Nobody is known yet.
            assertAllIsAsReckoned();

            dropWithRecords(home, folder.resolve("clients.csv"));
            home.daemon().refresh(false);
            assertAllIsAsReckoned();

            dropWithRecords(
                    home,
                    file(
                            "product_usage-late.csv",
                            "client_id,product,usage_date",
                            "1,Сейф,2025-01-09",
                            "2,Брокерский счёт,2025-08-20",
                            "3,Дебетовая карта,2025-10-02"));
            dropWithRecords(
                    home,
                    file("clients-late.csv", "client_id,client_name,client_revenue", "900001,Глеб,", "900002,Яна,7"));
            home.daemon().refresh(false);
            assertThat(TestDatabase.csv("select mode from data_mart.refresh order by refresh_id desc limit 1"))
                    .isEqualTo("mode\nincremental\n");
            assertAllIsAsReckoned();
        }
    }

    @Test
    void berkaGivesTheReckonedRelations() throws IOException {
        Path berka = Path.of("..", "shared", "data", "berka");
        assumeThat(berka).exists();
        try (TestHome home = start()) {
            dropWithRecords(home, berka.resolve("clients.csv"));
            dropWithRecords(home, berka.resolve("product_usage.csv"));
            home.daemon().refresh(false);
            assertAllIsAsReckoned();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void plantedEffectsAreFound(int seed) throws Exception {
        Truth truth = generate(Profile.BANK, 3000, 30_000, seed);
        try (TestHome home = start()) {
            home.drop(folder.resolve("clients.csv"));
            home.drop(folder.resolve("product_usage.csv"));
            home.daemon().refresh(false);
        }
        assertThat(TestDatabase.csv("select hypothesis, verdict, n from data_mart.hypotheses order by 1"))
                .isEqualTo("hypothesis,verdict,n\n1,supported,%1$d\n2,supported,%1$d\n3,supported,%1$d\n"
                        .formatted(truth.mart().clients()));
        Truth.Pair strongest = truth.figures().productPairs().stream()
                .max(Comparator.comparing(Truth.Pair::lift))
                .orElseThrow();
        assertThat(TestDatabase.csv("select figures -> 'pairs' -> 0 ->> 'clients' as clients,"
                        + " figures -> 'pairs' -> 0 ->> 'lift' as lift from data_mart.hypotheses where hypothesis = 2"))
                .isEqualTo("clients,lift\n%d,%s\n".formatted(strongest.clients(), strongest.lift()));
        assertThat(TestDatabase.jdbc()
                        .sql("select figure from data_mart.hypotheses where hypothesis = 3")
                        .query(Double.class)
                        .single())
                .isCloseTo(
                        Objects.requireNonNull(
                                        truth.figures().revenueAndUsageCount().spearman())
                                .doubleValue(),
                        within(0.0001));
    }

    /** One of a thousand hypotheses would be found by chance: see the margin in hypotheses.sql. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void nothingIsFoundWhereNothingWasPlanted(int seed) throws Exception {
        generate(Profile.UNIFORM, 2000, 3000 + 1000 * seed, seed);
        try (TestHome home = start()) {
            home.drop(folder.resolve("clients.csv"));
            home.drop(folder.resolve("product_usage.csv"));
            home.daemon().refresh(false);
        }
        assertThat(TestDatabase.csv("select hypothesis, verdict from data_mart.hypotheses order by 1"))
                .isEqualTo("hypothesis,verdict\n1,not_supported\n2,not_supported\n3,not_supported\n");
    }

    private static String memo() {
        return new Memo(Locale.ENGLISH)
                .of(Findings.read(TestDatabase.get().pool()))
                .text();
    }

    private void dropTwoClients(TestHome home) {
        home.drop("clients.csv", "client_id,client_name,client_revenue", "1,Анна,100", "2,Борис,200");
        home.drop(
                "product_usage.csv",
                "client_id,product,usage_date",
                "1,Вклад,2025-04-01",
                "2,Вклад,2025-04-02",
                "2,Карта,2025-05-03");
    }

    @Test
    void failingCheckKeepsTheLastPublicationAndSaysSo() throws IOException {
        try (TestHome home = start()) {
            dropTwoClients(home);
            home.daemon().refresh(false);
            Path sql = home.routes().resolve("sql/segment_summary.sql");
            String original = Files.readString(sql);
            Files.writeString(sql, original.replace("    segment.clients,\n", "    segment.clients + 1,\n"));
            home.drop("product_usage-2.csv", "client_id,product,usage_date", "1,Карта,2025-05-04");
            home.daemon().refresh(false);
            assertThat(home.daemon().ailments())
                    .singleElement()
                    .asString()
                    .contains("check_segments.sql: found a row: client_segment 2 продукта, clients 3, counted 2")
                    .contains("nothing was published");
            assertThat(TestDatabase.csv("select client_id, usage_count from data_mart.client_segments order by 1"))
                    .isEqualTo("client_id,usage_count\n1,1\n2,2\n");
            assertThat(TestDatabase.csv("select client_segment, clients from data_mart.segment_summary order by 1"))
                    .isEqualTo("client_segment,clients\n1 продукт,1\n2 продукта,1\n");
            assertThat(TestDatabase.csv("select publication_id, as_of_date from data_mart.publication"))
                    .isEqualTo("publication_id,as_of_date\n1,2025-05-03\n");

            assertThat(memo())
                    .contains("The refresh after it failed, so newer drops are not in it: check_segments.sql: found a")
                    .contains("Loads that are not in the mart yet: 1.");

            Files.writeString(sql, original);
            home.daemon().refresh(false);
            assertThat(home.daemon().ailments()).isEmpty();
            assertThat(TestDatabase.csv("select as_of_date, loads_included, uses from data_mart.publication"
                            + " order by publication_id desc limit 1"))
                    .isEqualTo("as_of_date,loads_included,uses\n2025-05-04,{3},4\n");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "check_frequencies | product_usage_frequency | used.uses,           | used.uses + 1,",
                "check_products    | segment_products        | c.clients,           | c.clients + 100,",
                "check_offers      | client_offers           | p.product_no) = 0    | p.product_no) = 1",
                "check_months      | segment_months          | active.clients, 0)   | active.clients, 0) + 100",
                "check_migration   | segment_migration       | sum(s.clients)       | sum(s.clients + 1)",
                "check_pairs       | product_pairs           | 0)::bigint           | 0)::bigint + 1000",
                "check_bands       | revenue_bands           | coalesce(s.clients, 0) as | 1 + coalesce(s.clients, 0) as"
            })
    void eachCheckFindsWhatItIsFor(String check, String relation, String right, String wrong) throws IOException {
        try (TestHome home = start()) {
            dropTwoClients(home);
            Path sql = home.routes().resolve("sql/" + relation + ".sql");
            assertThat(Files.readString(sql)).contains(right);
            Files.writeString(sql, Files.readString(sql).replace(right, wrong));
            home.daemon().refresh(false);
            assertThat(home.daemon().ailments()).singleElement().asString().contains(check + ".sql: found ");
            assertThat(TestDatabase.csv("select count(*) from data_mart.publication"))
                    .isEqualTo("count\n0\n");
        }
    }

    @Test
    void sentencesSayTheOppositeWhereTheDataDo() {
        StringBuilder clients = new StringBuilder("client_id,client_name,client_revenue\n");
        StringBuilder uses = new StringBuilder("client_id,product,usage_date\n");
        for (int id = 1; id <= 40; id++) {
            clients.append(id).append(",Анна,").append(id).append('\n');
            uses.append(id).append(",Вклад,2025-05-01\n").append(id).append(",Кредит,2025-05-01\n");
        }
        for (int id = 41; id <= 80; id++) {
            clients.append(id).append(",Борис,").append(1000 + id).append('\n');
            uses.append(id).append(",Карта,2025-05-10\n");
        }
        try (TestHome home = start()) {
            home.drop("clients.csv", clients.toString());
            home.drop("product_usage.csv", uses.toString());
            home.daemon().refresh(false);
        }
        assertThat(TestDatabase.csv("select verdict, sentence_en from data_mart.hypotheses order by hypothesis"))
                .isEqualTo("""
                        verdict,sentence_en
                        opposite,"The last use of clients with one product was 0 days before the newest date, that of others 9 (medians); allowing for how often each uses them, it is more recent than that of the others."
                        supported,"«Вклад» and «Кредит» go together most: 2.00 times as often as if they had nothing to do with each other, 40 clients have both; pairs that do beyond chance: 1 of 3."
                        opposite,Income and number of products correlate with -0.87 by Spearman and -1.00 by Pearson: who earns more has fewer products on average.
                        """);
        assertThat(TestDatabase.csv("select sentence_ru from data_mart.hypotheses order by hypothesis"))
                .isEqualTo("""
                        sentence_ru
                        "Последнее использование у клиентов с одним продуктом — за 0 дн. до последней даты, у остальных — за 9 (медианы); с поправкой на то, кто как часто пользуется, оно у них позже, чем у остальных."
                        "Чаще всего вместе — «Вклад» и «Кредит»: в 2,00 раза чаще, чем если бы они не были связаны, оба есть у 40 клиентов; пар, где связь больше случайной: 1 из 3."
                        "Корреляция дохода и числа продуктов — -0,87 по Спирмену и -1,00 по Пирсону: у кого доход выше, у того продуктов в среднем меньше."
                        """);
    }

    @Test
    void monthsThatVanishAndManyNewProductsAreCountedAsAnew() {
        try (TestHome home = start()) {
            dropTwoClients(home);
            home.drop(
                    "product_usage-june.csv",
                    "client_id,product,usage_date",
                    "1,Карта,2025-07-03",
                    "2,Сейф,2025-07-04");
            home.drop("product_usage-may.csv", "client_id,product,usage_date", "1,Карта,2025-06-03");
            home.daemon().refresh(false);
            home.drop("product_usage-may.csv", "client_id,product,usage_date", "1,Карта,2025-04-03");
            home.daemon().refresh(false);
            assertIsAsCountedAnew(home);

            StringBuilder many = new StringBuilder("client_id,product,usage_date\n");
            for (int i = 0; i < 40; i++) {
                many.append("1,Продукт ").append(i).append(",2025-07-05\n");
            }
            home.drop("product_usage-many.csv", many.toString());
            home.daemon().refresh(false);
            assertIsAsCountedAnew(home);

            // As after a refresh by a version that kept no tallies.
            TestDatabase.execute("delete from data_mart.publication");
            TestDatabase.execute("update tally.uses set uses = uses + 1");
            home.drop("product_usage-one.csv", "client_id,product,usage_date", "2,Карта,2025-07-05");
            home.daemon().refresh(false);
            assertIsAsCountedAnew(home);
        }
    }

    @Test
    void strayDatesMakeFewMonthsAndCloseNone() {
        try (TestHome home = start()) {
            dropTwoClients(home);
            home.drop(
                    "product_usage-stray.csv",
                    "client_id,product,usage_date",
                    "1,Карта,0001-01-01",
                    "1,Карта,1925-05-24",
                    "2,Сейф,9999-12-31");
            home.daemon().refresh(false);
            home.drop("product_usage-new.csv", "client_id,product,usage_date", "1,Сейф,2025-05-25");
            home.daemon().refresh(false);
            assertIsAsCountedAnew(home);
            assertThat(TestDatabase.csv(
                            "select count(distinct month), min(month), max(month) from data_mart.segment_months"))
                    .isEqualTo("count,min,max\n182,0001-01-01,9999-12-01\n");
            assertThat(TestDatabase.csv("select future_uses from data_mart.data_quality"))
                    .isEqualTo("future_uses\n1\n");
            assertThat(memo()).contains("Uses dated after today: 1, in product_usage-stray.csv.");
            assertThat(home.daemon().ailments()).isEmpty();
        }
    }

    @Test
    void analysisIsEmptyAndSaysSoWhereProductsAreFreeText() {
        try (TestHome home = start()) {
            dropTwoClients(home);
            home.daemon().refresh(false);
            StringBuilder text = new StringBuilder("client_id,product,usage_date\n");
            for (int i = 0; i < 501; i++) {
                text.append("1,Заметка ").append(i).append(",2025-07-05\n");
            }
            home.drop("product_usage-text.csv", text.toString());
            home.daemon().refresh(false);
            assertThat(TestDatabase.csv("select client_id, usage_count from data_mart.client_segments order by 1"))
                    .isEqualTo("client_id,usage_count\n1,502\n2,2\n");
            assertThat(TestDatabase.csv("select * from data_mart.segment_summary"))
                    .hasLineCount(1);
            assertThat(TestDatabase.csv("select checks ->> 'fit_tallies' as warns from data_mart.publication"
                            + " order by publication_id desc limit 1"))
                    .isEqualTo("warns\n\"warns: a row: products 503, months 3\"\n");
            home.drop("product_usage-text.csv", "client_id,product,usage_date", "1,Заметка,2025-07-05");
            home.daemon().refresh(false);
            assertIsAsCountedAnew(home);
        }
    }

    private static void assertIsAsCountedAnew(TestHome home) {
        assertThat(TestDatabase.csv("select mode from data_mart.refresh order by refresh_id desc limit 1"))
                .isEqualTo("mode\nincremental\n");
        List<String> kept = Analysis.rows();
        home.daemon().refresh(true);
        assertThat(kept).containsExactlyElementsOf(Analysis.rows());
    }

    @Test
    void publicationIsTheReceiptOfARefresh() throws IOException {
        try (TestHome home = start()) {
            dropTwoClients(home);
            home.daemon().refresh(false);
            home.daemon().refresh(false);
            assertThat(TestDatabase.csv("select p.publication_id, p.refresh_id, p.loads_included, p.uses,"
                            + " p.sql_sha256 ->> 'client_segments' = r.rule_sha256 as has_rule,"
                            + " (select count(*) from jsonb_object_keys(p.sql_sha256)) as files,"
                            + " (select string_agg(distinct value, ' ') from jsonb_each_text(p.checks)) as checks,"
                            + " p.started_at = r.started_at and p.finished_at >= r.finished_at as is_timed"
                            + " from data_mart.publication as p join data_mart.refresh as r using (refresh_id)"))
                    .isEqualTo("""
                            publication_id,refresh_id,loads_included,uses,has_rule,files,checks,is_timed
                            1,1,"{1,2}",3,t,11,passed,t
                            """);
        }
    }

    @Test
    void editedRelationIsPublishedWithoutNewDrops() throws IOException {
        try (TestHome home = start()) {
            dropTwoClients(home);
            home.daemon().refresh(false);
            Path sql = home.routes().resolve("sql/client_offers.sql");
            Files.writeString(
                    sql,
                    Files.readString(sql)
                            .replace(
                                    "    best.product_name as offer",
                                    "    upper(best.product_name)::varchar(200) as offer"));
            home.daemon().refresh(false);
            home.daemon().refresh(false);
            assertThat(TestDatabase.csv("select client_id, offer from data_mart.client_offers order by 1"))
                    .isEqualTo("client_id,offer\n1,\n2,\n");
            assertThat(TestDatabase.csv("select count(*) from data_mart.publication"))
                    .isEqualTo("count\n2\n");
        }
    }

    @Test
    void lateDropRestatesClosedMonthsAndIsNamed() {
        try (TestHome home = start()) {
            dropTwoClients(home);
            home.daemon().refresh(false);
            home.drop("product_usage-new.csv", "client_id,product,usage_date", "1,Карта,2025-06-02");
            home.daemon().refresh(false);
            assertThat(TestDatabase.csv("select * from data_mart.restatement"))
                    .as("May was not closed")
                    .hasLineCount(1);
            home.drop("product_usage-late.csv", "client_id,product,usage_date", "2,Кредит,2025-04-09");
            home.drop("product_usage-later.csv", "client_id,product,usage_date", "2,Вклад,2025-06-09");
            home.daemon().refresh(false);
            assertThat(TestDatabase.csv("select publication_id, month, client_segment, figure, before, after, drops"
                            + " from data_mart.restatement order by month, client_segment, figure"))
                    .isEqualTo("""
                            publication_id,month,client_segment,figure,before,after,drops
                            3,2025-04-01,1 продукт,clients_active,2,1,{product_usage-late.csv}
                            3,2025-04-01,1 продукт,clients_ever,2,1,{product_usage-late.csv}
                            3,2025-04-01,2 продукта,clients_active,0,1,{product_usage-late.csv}
                            3,2025-04-01,2 продукта,clients_ever,0,1,{product_usage-late.csv}
                            3,2025-05-01,2 продукта,clients_ever,1,0,{product_usage-late.csv}
                            3,2025-05-01,3+ продуктов,clients_ever,,1,{product_usage-late.csv}
                            """);
        }
    }

    @Test
    void monthsFollowARuleWithOtherSegmentsAndWarnOfOneThatLooksAtMore() throws IOException {
        try (TestHome home = start()) {
            dropTwoClients(home);
            home.drop("product_usage-2.csv", "client_id,product,usage_date", "1,Вклад,2025-05-01");
            home.daemon().refresh(false);
            Path rule = home.routes().resolve("sql/client_segments.sql");
            String original = Files.readString(rule);
            Files.writeString(rule, original.replace("'2 продукта'", "'два и больше'"));
            home.daemon().refresh(false);
            String newest = "select client_segment, clients_ever from data_mart.segment_months"
                    + " where month = '2025-05-01' order by 1";
            assertThat(TestDatabase.csv(newest))
                    .isEqualTo("client_segment,clients_ever\n1 продукт,1\nдва и больше,1\n");

            Files.writeString(rule, original.replace("count(distinct product_name)", "count(*)"));
            home.daemon().refresh(false);
            assertThat(TestDatabase.csv("select checks ->> 'check_history' as warns from data_mart.publication"
                            + " order by publication_id desc limit 1"))
                    .contains("warns: 2 rows, the first: client_segment");
            assertThat(memo()).contains("The segmentation rule looks at more than the number of different products");
            assertThat(home.daemon().ailments()).isEmpty();
        }
    }
}
