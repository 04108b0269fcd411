package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.TestHome;

class ExportIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>(TestDatabase.environment());
    private Path out;

    @BeforeEach
    void publishAMart() throws IOException {
        out = Files.createDirectories(root.resolve("out"));
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of())) {
            home.drop(
                    "clients.csv",
                    "client_id,client_name,client_revenue",
                    "83,Азамат Филиппович Румянцев,121000",
                    "84,\"=HYPERLINK(\"\"http://x\"\",\"\"Анна\"\")\",",
                    "85,Борис \u001b[31m\u009b <b>,50000");
            home.drop(
                    "product_usage.csv",
                    "client_id,product,usage_date",
                    "83,Ипотечный кредит,2025-05-24",
                    "84,Дебетовая карта,2025-05-02",
                    "85,Дебетовая карта,2025-05-03",
                    "85,Кредитная карта,2025-05-04");
            home.daemon().refresh(false);
        }
    }

    @AfterAll
    static void leaveNothing() {
        TestDatabase.empty();
    }

    private Child export(String... arguments) throws Exception {
        return ended("export", arguments);
    }

    private Child ended(String verb, String... arguments) throws Exception {
        Child command = Child.start(root, environment, verbWith(verb, arguments));
        command.await();
        return command;
    }

    private static String[] verbWith(String verb, String... arguments) {
        return Stream.concat(Stream.of(verb), Stream.of(arguments)).toArray(String[]::new);
    }

    /** A daemon that is up. */
    private Child daemon() throws IOException {
        Child daemon = Child.start(root, environment, "run");
        await().atMost(PATIENCE).until(() -> daemon.errors().contains("watching "));
        return daemon;
    }

    private static void assertOk(Child command) throws Exception {
        assertThat(command.await()).as(command.errors()).isEqualTo(ExitCode.OK);
    }

    private static void assertRefused(Child command, int exitCode, String... words) throws Exception {
        assertThat(command.await()).as(command.errors()).isEqualTo(exitCode);
        assertThat(command.errors()).contains(words).doesNotContain("\tat ");
        assertThat(command.output()).isEmpty();
    }

    @Test
    void martIsWrittenAsInTheSourceDocumentAndSafeForSpreadsheets() throws Exception {
        Child csv = export();
        assertOk(csv);
        assertThat(csv.output()).isEqualTo("""
                client_id,client_name,client_revenue,usage_count,client_segment,last_product_usage_date
                83,Азамат Филиппович Румянцев,121000,1,1 продукт,2025-05-24
                84,"'=HYPERLINK(""http://x"",""Анна"")",,1,1 продукт,2025-05-02
                85,Борис \u001b[31m\u009b <b>,50000,2,2 продукта,2025-05-04
                """);
        assertThat(csv.errors()).isEmpty();
        Child exact = export("--exact", "--segment", "1 продукт");
        assertThat(exact.output()).contains("84,\"=HYPERLINK(").doesNotContain("2 продукта");
    }

    @Test
    void jsonLinesAreExact() throws Exception {
        Child jsonl = export("--format", "jsonl", "--segment", "1 продукт");
        assertOk(jsonl);
        assertThat(jsonl.output()).isEqualTo("""
                {"client_id":83,"client_name":"Азамат Филиппович Румянцев","client_revenue":121000,\
                "usage_count":1,"client_segment":"1 продукт","last_product_usage_date":"2025-05-24"}
                {"client_id":84,"client_name":"=HYPERLINK(\\"http://x\\",\\"Анна\\")","client_revenue":null,\
                "usage_count":1,"client_segment":"1 продукт","last_product_usage_date":"2025-05-02"}
                """);
    }

    @Test
    void fileIsWrittenBesideADaemonAndNotOverAnother() throws Exception {
        Child daemon = daemon();
        Path file = out.resolve("offers.csv");
        Child first = export("--relation", "client_offers", "--segment", "1 продукт", "--out", file.toString());
        assertOk(first);
        assertThat(first.output())
                .matches("\\S+offers\\.csv: 2 rows of client_offers, publication 1 of [-\\d]+ [:\\d]+\n");
        assertThat(file).hasContent("""
                client_id,client_name,client_segment,offer,offer_rank
                83,Азамат Филиппович Румянцев,1 продукт,Дебетовая карта,1
                84,"'=HYPERLINK(""http://x"",""Анна"")",1 продукт,Ипотечный кредит,2
                """);
        assertRefused(export("--out", file.toString()), ExitCode.FILES, "is there already", "--overwrite");

        Path lines = out.resolve("hypotheses.jsonl");
        Files.writeString(lines, "before");
        Child second = export("--relation", "hypotheses", "--out", lines.toString(), "--overwrite", "--json");
        assertOk(second);
        JsonNode report = new ObjectMapper().readTree(second.output());
        assertThat(report.at("/rows").asInt()).isEqualTo(3);
        assertThat(report.at("/format").asText()).isEqualTo("jsonl");
        assertThat(report.at("/publication_id").asInt()).isEqualTo(1);
        assertThat(report.at("/as_of_date").asText()).isEqualTo("2025-05-24");
        List<String> hypotheses = Files.readAllLines(lines);
        assertThat(hypotheses).hasSize(3);
        assertThat(new ObjectMapper().readTree(hypotheses.get(0)).at("/figures").isObject())
                .isTrue();
        assertThat(out.toFile().list()).containsExactlyInAnyOrder("offers.csv", "hypotheses.jsonl");
        daemon.terminate();
        daemon.await();
    }

    @Test
    void whatIsNotThereIsRefusedWithWhatIs() throws Exception {
        assertRefused(
                export("--segment", "1 product"),
                ExitCode.NOT_FOUND,
                "the mart has no segment \"1 product\"; it has \"1 продукт\", \"2 продукта\"");
        assertRefused(
                export("--relation", "refresh; drop table data_mart.refresh"),
                ExitCode.USAGE,
                "there is no such relation for readers, but client_segments, segment_summary");
        assertRefused(
                export("--relation", "product_pairs", "--segment", "1 продукт"), ExitCode.USAGE, "of no one segment");
        assertRefused(export("--json"), ExitCode.USAGE, "needs --out FILE");
        assertRefused(export("--out", out.toString()), ExitCode.FILES, "it is a folder or a device");
    }

    @Test
    void martThatIsBehindIsToldBesideTheRows() throws Exception {
        TestDatabase.execute("update staging.load set refresh_id = null where load_id = 2");
        TestDatabase.execute("insert into data_mart.refresh (trigger, started_at, finished_at, error)"
                + " values ('timer', now(), now(), 'the rule \u001b[2J is wrong')");
        Child behind = export();
        assertOk(behind);
        assertThat(behind.output().lines()).hasSize(4);
        assertThat(behind.errors())
                .contains("the mart is behind: loads not in it yet: 1")
                .contains("the last refresh failed, so it is as it was before: the rule ?[2J is wrong");
    }

    @Test
    void memoryDoesNotGrowWithTheRowsAndAReaderMayLeave() throws Exception {
        TestDatabase.execute("insert into data_mart.client_segments"
                + " select n, 'Имя ' || repeat('длинное ', 20) || n, n, 1, '1 продукт', '2025-05-24'"
                + " from generate_series(1001, 301000) as n");
        Path file = out.resolve("mart.csv");
        Child small = Child.startSmall(root, environment, "export", "--out", file.toString());
        assertOk(small);
        try (Stream<String> lines = Files.lines(file)) {
            assertThat(lines.count()).isEqualTo(300_004);
        }
        Child left = Child.startIntoHead(root, environment, "export");
        assertThat(left.await()).isEqualTo(ExitCode.READER_GONE);
        assertThat(left.output().lines()).hasSize(1);
        assertThat(left.errors()).isEmpty();
    }

    @Test
    void exportThatIsEndedLeavesNoFile() throws Exception {
        environment.put("SHUTDOWN_TIMEOUT", "3s");
        Path file = out.resolve("mart.csv");
        try (Connection other = TestDatabase.get().pool().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table data_mart.client_segments");
            Child export = Child.start(root, environment, "export", "--out", file.toString());
            await().atMost(PATIENCE).until(() -> out.toFile().list().length > 0);
            export.terminate();
            export.await();
            assertThat(export.errors())
                    .contains("mart.csv was not written: the process was asked to end")
                    .doesNotContain("\tat ");
            other.rollback();
        }
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void reportIsAPageOrTablesToo() throws Exception {
        Path page = out.resolve("memo.html");
        assertOk(ended("report", "--html", page.toString(), "--lang", "ru", "--backtest"));
        assertThat(page)
                .content()
                .contains("<html lang=\"ru\">", "<h1>Сегменты клиентов, данные на 24 мая 2025 г.</h1>")
                .contains("ПРОВЕРКА ПРЕДЛОЖЕНИЙ")
                .doesNotContain("<script", "\u001b");
        assertRefused(ended("report", "--html", page.toString()), ExitCode.FILES, "is there already");

        Path tables = out.resolve("tables");
        Child csv = ended("report", "--csv", tables.toString());
        assertOk(csv);
        assertThat(csv.output()).containsPattern("\nclient_offers\\.csv +3\n").contains("tables: publication 1 of ");
        assertThat(tables.toFile().list()).hasSize(12).allMatch(name -> name.endsWith(".csv"));
        assertThat(tables.resolve("client_offers.csv")).content().contains("84,\"'=HYPERLINK(");
        Files.delete(tables.resolve("hypotheses.csv"));
        assertRefused(ended("report", "--csv", tables.toString()), ExitCode.FILES, "segment_summary.csv is there");
        assertThat(tables.resolve("hypotheses.csv")).doesNotExist();
        assertOk(ended("report", "--csv", tables.toString(), "--overwrite"));
        assertThat(tables.resolve("hypotheses.csv")).exists();

        assertRefused(ended("report", "--csv", "x", "--json"), ExitCode.USAGE, "give one of them");
    }
}
