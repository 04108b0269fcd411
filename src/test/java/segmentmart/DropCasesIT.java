package segmentmart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The input contract, case by case: each folder under {@code drops} has the files to drop, one a step, and what they
 * must come to in staging, the ledger and the folders.
 */
class DropCasesIT {
    private static final Path CASES = Path.of("src", "test", "resources", "drops");

    @TempDir
    Path root;

    static Stream<String> cases() throws IOException {
        return list(CASES).map(f -> f.getFileName().toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void dropComesToWhatItsCaseExpects(String name) throws IOException {
        Path folder = CASES.resolve(name);
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), settings(folder))) {
            for (Path step :
                    list(folder).filter(f -> f.toString().contains("step-")).toList()) {
                Path file = list(step).findFirst().orElseThrow();
                if (step.toString().endsWith("-ignored")) {
                    Files.copy(file, home.inbox().resolve(file.getFileName()));
                } else {
                    home.drop(file);
                }
            }
            Path expected = folder.resolve("expected");
            assertThat(ledger()).as("ledger").isEqualTo(read(expected.resolve("ledger.csv")));
            assertThat(rejected()).as("rejects").isEqualTo(read(expected.resolve("rejected.csv")));
            if (Files.exists(expected.resolve("clients.csv"))) {
                assertThat(clients()).as("clients").isEqualTo(read(expected.resolve("clients.csv")));
            }
            if (Files.exists(expected.resolve("product_usage.csv"))) {
                assertThat(usage()).as("uses").isEqualTo(read(expected.resolve("product_usage.csv")));
            }
            assertThat(String.join("\n", home.files()) + "\n")
                    .as("folders")
                    .isEqualTo(read(expected.resolve("folders.txt")));
            for (Path file : list(expected.resolve("rejected-files")).toList()) {
                assertThat(home.inbox().resolve("rejected").resolve(file.getFileName()))
                        .hasSameBinaryContentAs(file);
            }
            if (Files.exists(expected.resolve("error.txt"))) {
                Path error = list(home.inbox().resolve("failed"))
                        .filter(f -> f.toString().endsWith(".error.txt"))
                        .findFirst()
                        .orElseThrow();
                assertThat(read(error)).contains(Files.readAllLines(expected.resolve("error.txt")));
            }
        }
    }

    private static Map<String, String> settings(Path folder) throws IOException {
        Map<String, String> environment = new HashMap<>();
        Path file = folder.resolve("settings.properties");
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            properties
                    .stringPropertyNames()
                    .forEach(key -> environment.put(
                            key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'),
                            properties.getProperty(key)));
        }
        return environment;
    }

    private static String ledger() {
        return TestDatabase.csv("""
                select drop_name, status, encoding, case delimiter when e'\\t' then 'tab' else delimiter end as delimiter,
                    case when snapshot then 'true' else 'false' end as snapshot, records_read, records_loaded,
                    records_rejected, records_superseded,
                    array_to_string(array(select c from unnest(ignored_columns) as c order by c), ' ') as ignored_columns
                from staging.load
                order by load_id
                """).replace("\"\"\n", "\n");
    }

    private static String rejected() {
        return TestDatabase.csv("""
                select l.drop_name, r.line_no, r.field, r.code
                from staging.rejected_record as r
                inner join staging.load as l on r.load_id = l.load_id
                order by r.load_id, r.line_no
                """);
    }

    private static String clients() {
        return TestDatabase.csv(
                "select client_id, client_name, client_revenue, line_no from staging.clients order by client_id");
    }

    private static String usage() {
        return TestDatabase.csv("""
                select client_id, product_name, usage_date, line_no
                from staging.product_usage
                order by line_no, client_id, product_name
                """);
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, UTF_8);
    }

    private static Stream<Path> list(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return List.copyOf(files.sorted().toList()).stream();
        }
    }
}
