package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandIT {
    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();

    private Child generate(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("generate"));
        all.addAll(List.of(arguments));
        Child child = Child.start(root, environment, all.toArray(String[]::new));
        child.await();
        return child;
    }

    private List<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void dropsGoToTheInboxAndTheTruthDoesNot() throws Exception {
        Child child = generate("--home", "home");
        assertThat(child.await()).as(child.errors()).isEqualTo(ExitCode.OK);
        assertThat(files("home/inbox")).containsExactly("clients.csv", "product_usage.csv");
        assertThat(root.resolve("home/data/truth.json")).exists();
        assertThat(child.output())
                .contains("clients.csv: 100 records, 0 of them bad")
                .contains("product_usage.csv: 200 records, 0 of them bad")
                .contains("data/truth.json: what they hold: ");
        assertThat(child.errors()).contains("the names inside: 72 of 72 kept, 36 of men and 36 of women");

        Child again = generate("--home", "home");
        assertThat(again.await()).isEqualTo(ExitCode.FILES);
        assertThat(again.errors()).contains("clients.csv is there already; nothing was written");
        Child named = generate("--out", "home/inbox", "--overwrite", "--clients", "7");
        assertThat(named.await()).as(named.errors()).isEqualTo(ExitCode.OK);
        assertThat(files("home/inbox")).containsExactly("clients.csv", "product_usage.csv");
        assertThat(root.resolve("home/inbox/clients.csv")).content().hasLineCount(8);
        assertThat(root.resolve("home/data/truth.json")).content().contains("\"records\" : 7,");
        Child beside = generate("--home", "home", "--out", "home/drops");
        assertThat(beside.await()).as(beside.errors()).isEqualTo(ExitCode.OK);
        assertThat(files("home/drops")).containsExactly("clients.csv", "product_usage.csv", "truth.json");
    }

    @Test
    void folderNeedsNoHomeAndLocaleAndTimeZoneChangeNothing() throws Exception {
        List<String> options =
                List.of("--profile", "bank", "--from", "2025-03-01", "--to", "2025-04-15", "--bad", "0.1", "--gz");
        List<String> here = new ArrayList<>(options);
        here.addAll(List.of("--out", "here", "--json"));
        Child child = generate(here.toArray(String[]::new));
        assertThat(child.await()).as(child.errors()).isEqualTo(ExitCode.OK);
        assertThat(child.errors()).isEmpty();
        JsonNode report = new ObjectMapper().readTree(child.output());
        assertThat(report.at("/truth/origin/to").asText()).isEqualTo("2025-04-15");
        assertThat(report.at("/truth/drops/1/rejected").asInt()).isEqualTo(20);
        assertThat(report.at("/names").size()).isEqualTo(3);
        assertThat(files("here")).containsExactly("clients.csv.gz", "product_usage.csv.gz", "truth.json");

        environment.put(
                "JAVA_TOOL_OPTIONS",
                "-Duser.language=ar -Duser.country=EG -Duser.timezone=Pacific/Apia -Dfile.encoding=windows-1251");
        List<String> there = new ArrayList<>(options);
        there.addAll(List.of("--out", "there"));
        assertThat(generate(there.toArray(String[]::new)).await()).isEqualTo(ExitCode.OK);
        for (String file : files("here")) {
            assertThat(root.resolve("there").resolve(file))
                    .hasSameBinaryContentAs(root.resolve("here").resolve(file));
        }
    }

    @Test
    void settingsNameDumpsAndFiles() throws Exception {
        Files.createDirectories(root.resolve("Инд. проект"));
        Files.writeString(root.resolve("names.jsonl"), """
                {"text": "Азамат", "num": 9000, "gender": "m"}
                {"text": "Альфия", "num": 9000, "gender": "f"}
                {"text": "А.", "num": 9000, "gender": "m"}
                """);
        Files.writeString(root.resolve(".env"), """
                PATH_NAMES=names.jsonl
                PATH_CLIENTS=Инд. проект/clients.csv
                PATH_USAGE=Инд. проект/product_usage.csv
                """);
        environment.put("PATH_USAGE", "usage.csv");
        Child child = generate("--clients", "50");
        assertThat(child.await()).as(child.errors()).isEqualTo(ExitCode.OK);
        assertThat(files("Инд. проект")).containsExactly("clients.csv", "truth.json");
        assertThat(root.resolve("usage.csv")).exists();
        assertThat(Files.readAllLines(root.resolve("Инд. проект/clients.csv")).stream()
                        .skip(1))
                .hasSize(50)
                .allMatch(line -> line.matches("(Азамат|Альфия) .*"));
        assertThat(child.errors())
                .contains("names.jsonl: 2 of 3 kept, 1 of men and 1 of women; left out: 1 an initial");
        Child jsonl = generate("--format", "jsonl");
        assertThat(jsonl.await()).isEqualTo(ExitCode.SETTINGS);
        assertThat(jsonl.errors()).contains("PATH_CLIENTS = ").contains("does not end in .jsonl");
        environment.put("PATH_CLIENTS", "usage.csv");
        Child same = generate("--overwrite");
        assertThat(same.await()).isEqualTo(ExitCode.SETTINGS);
        assertThat(same.errors()).contains("PATH_CLIENTS and PATH_USAGE name the same file");
    }

    @Test
    void whatCannotBeDoneIsToldInOneSentenceAndLeavesNothing() throws Exception {
        Files.createDirectories(root.resolve("out"));
        Files.writeString(root.resolve("empty.jsonl"), "\n");
        Files.writeString(root.resolve("men.jsonl"), "{\"text\": \"Лев\", \"num\": 9000, \"gender\": \"m\"}\n");
        assertRefused(
                ExitCode.FILES, "nowhere.jsonl cannot be used: there is no such file", "--names", "nowhere.jsonl");
        assertRefused(ExitCode.FILES, "empty.jsonl is empty", "--midnames", "empty.jsonl");
        assertRefused(ExitCode.FILES, "no name for women: men.jsonl: 1 of 1 kept", "--surnames", "men.jsonl");
        assertRefused(
                ExitCode.USAGE,
                "the period from 2025-06-01 to 2025-05-01",
                "--from",
                "2025-06-01",
                "--to",
                "2025-05-01");
        assertRefused(
                ExitCode.USAGE, "'May' is not a calendar date (expected one such as 2025-05-24)", "--from", "May");
        assertRefused(ExitCode.USAGE, "a share of bad records of 0.6", "--bad", "0.6");
        assertRefused(ExitCode.USAGE, "clients 0 is not possible", "--clients", "0");
        assertRefused(
                ExitCode.USAGE,
                "'3000000000' is out of range (expected -2147483648 … 2147483647)",
                "--clients",
                "3000000000");
        assertRefused(ExitCode.USAGE, "'5%' is not a number (expected one such as 0.05)", "--bad", "5%");
        assertRefused(ExitCode.USAGE, "the path is empty", "--names", "");
        assertRefused(ExitCode.FILES, "out cannot be used: Is a directory", "--names", "out");
        assertThat(files("out")).isEmpty();

        Child blocked = generate("--out", "men.jsonl");
        assertThat(blocked.await()).isEqualTo(ExitCode.FILES);
        assertThat(blocked.errors())
                .contains("men.jsonl cannot be used: the folder cannot be made")
                .hasLineCount(4);
        assertThat(root.resolve("men.jsonl")).content().contains("Лев");
    }

    @Test
    void truthIsKeptAsDropsAre() throws Exception {
        assertThat(generate("--out", "out").await()).isEqualTo(ExitCode.OK);
        Child jsonl = generate("--out", "out", "--format", "jsonl");
        assertThat(jsonl.await()).isEqualTo(ExitCode.FILES);
        assertThat(jsonl.errors()).contains("truth.json is there already; nothing was written");
        assertThat(files("out")).containsExactly("clients.csv", "product_usage.csv", "truth.json");
    }

    @Test
    void endedInTheMiddleItLeavesNothing() throws Exception {
        Files.createDirectories(root.resolve("out"));
        Child child = Child.start(root, environment, "generate", "--usages", "2000000000", "--out", "out");
        await().atMost(Duration.ofSeconds(30)).until(() -> files("out").size() == 3);
        child.terminate();
        child.await();
        assertThat(files("out")).isEmpty();
    }

    private void assertRefused(int exitCode, String sentence, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", "out"));
        Child child = generate(all.toArray(String[]::new));
        assertThat(child.await()).as(child.errors()).isEqualTo(exitCode);
        assertThat(child.errors()).contains(sentence).doesNotContain("Exception");
    }
}
