package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

class HelpTest {
    @TempDir
    Path folder;

    static Stream<String> verbs() {
        return SegmentMart.commandLine().getSubcommands().keySet().stream();
    }

    private static String told(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = SegmentMart.commandLine().setOut(new PrintWriter(out, true));
        assertThat(line.execute(arguments)).isEqualTo(ExitCode.OK);
        return out.toString();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void helpOfAVerbSaysWhatItDoesAndHowItEnds(String verb) {
        CommandLine top = SegmentMart.commandLine();
        CommandLine command = Objects.requireNonNull(top.getSubcommands().get(verb));
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        String[] summary = usage.header().length > 0 ? usage.header() : usage.description();
        assertThat(summary[0]).matches("\\p{Lu}.*\\.");
        assertThat(command.getCommandSpec().args())
                .allSatisfy(argument -> assertThat(argument.description())
                        .as(argument.paramLabel())
                        .isNotEmpty());
        assertThat(usage.exitCodeList()).containsKeys("0", "1", "2", "3");
        assertThat(top.getCommandSpec().usageMessage().exitCodeList()).containsAllEntriesOf(usage.exitCodeList());
        assertThat(told("help", verb)).contains("Exit codes:").isEqualTo(told(verb, "--help"));
    }

    @Test
    void helpOfAnOptionWithADefaultNamesIt() {
        SegmentMart.commandLine()
                .getSubcommands()
                .forEach((verb, command) -> command.getCommandSpec().options().stream()
                        .filter(option -> option.defaultValue() != null
                                && !option.defaultValue().isEmpty())
                        .map(ArgSpec::description)
                        .forEach(description -> assertThat(String.join(" ", description))
                                .as(verb)
                                .contains("default")));
    }

    @Test
    void helpOfAVerbListsTheCodesThatItCanEndWithAlone() {
        assertThat(told("help", "explain"))
                .containsPattern("11 +there is no such client")
                .doesNotContain("selftest found");
        assertThat(told("help", "selftest"))
                .containsPattern("9 +the selftest found a fault")
                .doesNotContain("no such client");
    }

    @Test
    void bashCompletesVerbsOptionsAndValues() throws Exception {
        Path script = Files.writeString(folder.resolve("completion"), told("completion"));
        assertThat(bash("bash -n '" + script + "'")).isEmpty();
        assertThat(bash("source '" + script + "'; complete -p segment-mart"))
                .isEqualTo("complete -o default -F _complete_segment-mart segment-mart\n");
        assertThat(completed(script, "expl")).isEqualTo("explain\n");
        assertThat(completed(script, "explain", "--us")).isEqualTo("--uses\n");
        assertThat(completed(script, "generate", "--format", "")).isEqualTo("csv jsonl\n");
    }

    private static String completed(Path script, String... words) throws IOException, InterruptedException {
        String typed = "'" + String.join("' '", words) + "'";
        return bash("source '" + script + "'; compopt() { :; }; COMP_WORDS=(segment-mart " + typed + "); COMP_CWORD="
                + words.length + "; _complete_segment-mart; echo ${COMPREPLY[@]}");
    }

    private static String bash(String command) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output;
    }
}
