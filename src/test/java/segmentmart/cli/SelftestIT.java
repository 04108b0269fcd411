package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestHome;

/** The drill in short, and that it sees what it is there to see. */
class SelftestIT {
    @TempDir
    Path root;

    private Child drill(int rounds, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "selftest",
                "--crash",
                "--rounds",
                "" + rounds,
                "--seed",
                "7",
                "--home",
                root.toString(),
                "--scratch",
                root.resolve("scratch").toString()));
        arguments.addAll(List.of(more));
        // Nor where the environment does.
        return Child.start(root, Map.of("DB_HOST", "nowhere.invalid"), arguments.toArray(String[]::new));
    }

    @Test
    void noKillLosesOrDoublesARow() throws Exception {
        TestHome.copyRoutes(root);
        // A database that a drill must not touch, where settings of the routes may name it.
        Files.writeString(
                root.resolve("routes/application.properties"),
                "\ndb.host = nowhere.invalid\n",
                StandardOpenOption.APPEND);
        Child drill = drill(4);
        assertThat(drill.await()).as(drill.output() + drill.errors()).isEqualTo(ExitCode.OK);
        assertThat(drill.output())
                .contains("round   4: killed ")
                .containsPattern("exactly once: \\d+ drops, [\\d,]+ rows of staging and mart, 4 kills .*: none lost")
                .doesNotContain(": killed  ");
        assertThat(root.resolve("scratch")).doesNotExist();
        assertThat(root.resolve("inbox")).doesNotExist();
        assertThat(root.resolve("data")).doesNotExist();
    }

    @Test
    void drillFindsRowsThatARouteDoubles() throws Exception {
        TestHome.copyRoutes(root);
        Path sql = root.resolve("routes/sql/record_load.sql");
        String columns = "client_id, product_name, usage_date, load_id, line_no";
        String doubling = Files.readString(sql)
                .replace(
                        "\nwith counted",
                        "\nwith doubled as (insert into staging.product_usage (" + columns + ") select " + columns
                                + " from staging.product_usage where load_id = :?load_id),\ncounted");
        assertThat(doubling).contains("doubled as");
        Files.writeString(sql, doubling);
        Child drill = drill(20, "--json");
        assertThat(drill.await()).as(drill.output() + drill.errors()).isEqualTo(ExitCode.SELFTEST_FAILED);
        JsonNode report = new ObjectMapper().readTree(drill.output());
        assertThat(report.at("/passed").asBoolean()).isFalse();
        assertThat(report.at("/outcome/fault").asText()).matches("product_usage-.*: doubled Use\\[line=.*");
        assertThat(report.at("/left_in").asText())
                .isEqualTo(root.resolve("scratch").toRealPath().toString());
        assertThat(drill.errors()).contains("drill of 20 rounds, seed 7");
        assertThat(root.resolve("scratch/one/log")).isNotEmptyFile();
    }

    @Test
    void scratchFolderMustBeEmptyAndTheTestNamed() throws Exception {
        TestHome.copyRoutes(root);
        Files.createDirectories(root.resolve("scratch/kept"));
        Child drill = drill(1);
        assertThat(drill.await()).isEqualTo(ExitCode.USAGE);
        assertThat(drill.errors()).contains("is not empty: name a new folder");
        Child unnamed = Child.start(root, Map.of(), "selftest");
        assertThat(unnamed.await()).isEqualTo(ExitCode.USAGE);
        assertThat(unnamed.errors()).contains("--crash");
    }
}
