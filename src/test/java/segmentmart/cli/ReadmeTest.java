package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadmeTest {
    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    static Stream<String> commands() {
        return SegmentMart.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void readmeNamesTheCommand(String command) throws IOException {
        assertThat(readme().lines()).anyMatch(line -> line.startsWith("| `" + command));
    }

    @Test
    void readmeNamesTheExitCodesAsTheHelpDoes() throws IOException {
        String flat = readme().replaceAll("\\s+", " ");
        SegmentMart.commandLine()
                .getCommandSpec()
                .usageMessage()
                .exitCodeList()
                .forEach((code, meaning) -> assertThat(flat).contains(code + " "));
        assertThat(flat).contains("mvn verify").contains("mvn -q compile exec:java -Dexec.args=demo");
    }

    @Test
    void readmeShowsTheRuleAsItStands() throws IOException {
        String was = readme().lines()
                .filter(line -> line.contains("-- was:"))
                .findFirst()
                .orElseThrow();
        String edited = was.substring(was.indexOf("-- was:") + 7).strip();
        assertThat(Files.readString(Path.of("routes/sql/client_segments.sql"))).contains(edited);
    }
}
