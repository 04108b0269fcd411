package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.database.Server;

class ExplainIT {
    @TempDir
    Path root;

    private Map<String, String> environment = Map.of();

    @BeforeEach
    void load() throws Exception {
        Server server = TestDatabase.empty().server();
        environment = Map.of(
                "DB_HOST", server.host(),
                "DB_PORT", String.valueOf(server.port()),
                "DB_NAME", server.name(),
                "DB_USER", server.user(),
                "DB_PASS", server.password());
        Path clients = file(
                "clients.csv",
                "client_id,client_name,client_revenue",
                "1,Семёнов Пётр,120000",
                "2,Семенова Анна\u001b[31m,",
                "3,\"Вера\nclient 4, Глеб\",5");
        Path uses = file(
                "product_usage.csv",
                "client_id,product,usage_date",
                "1,Вклад,2025-05-01",
                "1,Вклад,2025-05-02",
                "2,Карта,2025-05-03");
        Child load = command("load", clients.toString(), uses.toString());
        assertThat(load.await()).as(load.errors()).isEqualTo(ExitCode.OK);
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(root.resolve(name), List.of(lines));
    }

    private Child command(String verb, String... arguments) throws IOException {
        List<String> all =
                new ArrayList<>(List.of(verb, "--home", root.resolve("home").toString()));
        all.addAll(List.of(arguments));
        return Child.start(root, environment, all.toArray(String[]::new));
    }

    private Child explain(int exitCode, String... arguments) throws Exception {
        Child explain = command("explain", arguments);
        assertThat(explain.await()).as(explain.errors()).isEqualTo(exitCode);
        return explain;
    }

    @Test
    void tellsSegmentRuleOfferAndUses() throws Exception {
        assertThat(explain(ExitCode.OK, "семенов", "петр", "--uses", "1").output())
                .startsWith("client 1, Семёнов Пётр: 1 продукт\n")
                .contains("  income         120,000 ₽\n")
                .contains("  products used  1, last on 2025-05-02\n")
                .contains("  offer          Карта: number 2 of his segment, 1 of its 2 clients use it, he does not\n")
                .containsPattern("  rule           client_segments.sql \\p{XDigit}{12}, by refresh 1 \\(full\\) at ")
                .containsPattern("Семёнов Пётр  120,000 ₽  clients.csv +2 +1 ")
                .containsPattern("Вклад, 2 uses\n.*\n  2025-05-02  product_usage.csv +3 +2 .*\n  … and 1 more\n")
                .doesNotContain("is another by now");
    }

    @Test
    void besideADaemonTellsThatTheRuleOnDiskIsAnother() throws Exception {
        Child daemon = command("run");
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> daemon.errors().contains("watching "));
            Files.writeString(
                    root.resolve("home/routes/sql/client_segments.sql"), "where tru\n", StandardOpenOption.APPEND);
            assertThat(explain(ExitCode.OK, "1").output()).contains("its file is another by now, ");
            JsonNode report = new ObjectMapper()
                    .readTree(explain(ExitCode.OK, "3", "--json").output());
            assertThat(report.at("/explanation/reasons/0/cause").asText()).isEqualTo("NO_USES");
            assertThat(report.at("/rule_on_disk_sha256").asText())
                    .hasSize(64)
                    .isNotEqualTo(
                            report.at("/explanation/trail/refresh/rule_sha256").asText());
        } finally {
            daemon.kill();
        }
    }

    @Test
    void namesAndLineBreaksInThemCannotPretendToBeMore() throws Exception {
        assertThat(explain(ExitCode.OK, "2").output())
                .startsWith("client 2, Семенова Анна?[31m: 1 продукт\n")
                .doesNotContain("\u001b");
        assertThat(explain(ExitCode.OK, "3").output())
                .startsWith("client 3, Вера?client 4, Глеб: not in the mart\n")
                .contains("  - no drop holds a use of client 3");
    }

    @Test
    void whoIsNotFoundEndsWithItsExitCode() throws Exception {
        Child several = explain(ExitCode.NOT_FOUND, "СЕМЕНОВ");
        assertThat(several.output()).isEqualTo("client  name\n     1  Семёнов Пётр\n     2  Семенова Анна?[31m\n");
        assertThat(several.errors()).contains("client \"СЕМЕНОВ\": 2 clients match; name one by its id");
        assertThat(explain(ExitCode.NOT_FOUND, "4").errors()).contains("client 4: no drop names him");
        assertThat(explain(ExitCode.NOT_FOUND, "Глебов").errors()).contains("no client has a name");
    }

    @Test
    void whatIsNoClientIsWrongUsage() throws Exception {
        assertThat(explain(ExitCode.USAGE, "2147483648").errors()).contains("expected 1 … 2147483647");
        assertThat(explain(ExitCode.USAGE, "0").errors()).contains("client 0 is out of range");
        assertThat(explain(ExitCode.USAGE, " ").errors()).contains("which client?");
        assertThat(explain(ExitCode.USAGE, "1", "--uses", "0").errors()).contains("--uses 0 is not possible");
    }
}
