package segmentmart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real input with its expected mart, where it lies beside the project. */
class SharedDataIT {
    private static final Path DATA = Path.of("..", "shared", "data");

    @TempDir
    Path root;

    @ParameterizedTest(name = "{0}/{2} after {0}/{1}")
    @CsvSource({
        "pandas_pair, clients.csv, product_usage.csv, expected_mart_distinct.csv",
        "pandas_pair, product_usage.csv, clients.csv, expected_mart_distinct.csv",
        "pandas_pair, clients_semicolon.csv, product_usage_semicolon.csv, expected_mart_distinct.csv",
        "pandas_pair, clients.jsonl, product_usage.jsonl, expected_mart_distinct.csv",
        "berka, clients.csv, product_usage.csv, expected_mart.csv",
        "berka, product_usage.csv, clients.csv, expected_mart.csv",
        "berka, clients.jsonl, product_usage.jsonl, expected_mart.csv",
        "berka, product_usage.jsonl, clients.csv, expected_mart.csv"
    })
    void dropsGiveTheExpectedMartAndDroppedAgainChangeNothing(String set, String first, String second, String expected)
            throws IOException {
        Path folder = DATA.resolve(set);
        assumeThat(folder).exists();
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of())) {
            home.drop(folder.resolve(first));
            home.daemon().refresh(false);
            home.drop(folder.resolve(second));
            home.daemon().refresh(false);
            assertThat(mart()).isEqualTo(expected(folder.resolve(expected)));

            home.drop(folder.resolve(first));
            home.drop(folder.resolve(second));
            home.daemon().refresh(false);
            assertThat(mart()).isEqualTo(expected(folder.resolve(expected)));
            assertThat(TestDatabase.csv("select status from staging.load order by load_id"))
                    .isEqualTo("status\nloaded\nloaded\nduplicate\nduplicate\n");
        }
    }

    private static List<String> mart() {
        return TestDatabase.jdbc().sql("""
                        select concat_ws('|', client_id, client_name, client_revenue, usage_count, client_segment,
                            last_product_usage_date)
                        from data_mart.client_segments
                        order by client_id
                        """).query(String.class).list();
    }

    private static List<String> expected(Path file) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = Files.newBufferedReader(file)) {
            return format.parse(reader).stream().map(SharedDataIT::row).toList();
        }
    }

    private static String row(CSVRecord record) {
        BigDecimal revenue = new BigDecimal(record.get("client_revenue")).setScale(0, RoundingMode.HALF_UP);
        return String.join(
                "|",
                record.get("client_id"),
                record.get("client_name"),
                revenue.toString(),
                record.get("usage_count"),
                record.get("segment"),
                record.get("last_product_usage_date").substring(0, 10));
    }
}
