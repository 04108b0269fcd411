package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.TestHome;

/**
 * The sessions of README are what the packaged product answers, alone and beside a daemon. Run with -Ddocs.write to have
 * them written.
 */
class SessionsIT {
    private static final Path README = Path.of("README.md");
    private static final Path DISTRIBUTION = Path.of("target", "segment-mart").toAbsolutePath();
    private static final Pattern SESSION = Pattern.compile("```console\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ (.*(?:\\\\\n.*)*)\n((?:(?!\\$ ).*\n)*)");

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void sessionsAreTrueAlone() throws Exception {
        String readme = Files.readString(README);
        String told = told(readme);
        if (System.getProperty("docs.write") != null) {
            Files.writeString(README, told);
        }
        assertThat(timeless(readme)).isEqualTo(timeless(told));
    }

    @Test
    void sessionsAreTrueBesideADaemon() throws Exception {
        prepare();
        Child daemon = Child.packaged(home, environment, "run");
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> daemon.errors().contains("watching "));
            String readme = Files.readString(README);
            assertThat(timeless(readme)).isEqualTo(timeless(told(readme)));
        } finally {
            daemon.terminate();
            daemon.await();
        }
    }

    private void prepare() throws IOException {
        if (Files.exists(home.resolve("bin"))) {
            return;
        }
        TestDatabase.empty();
        environment.putAll(TestDatabase.environment());
        TestHome.copyRoutes(home);
        for (String folder : List.of("bin", "lib")) {
            Files.createSymbolicLink(home.resolve(folder), DISTRIBUTION.resolve(folder));
        }
    }

    /** The text with what the commands of its sessions answer now, one after the other on one home. */
    private String told(String readme) throws IOException {
        prepare();
        return SESSION.matcher(readme)
                .replaceAll(session -> Matcher.quoteReplacement("```console\n"
                        + COMMAND.matcher(session.group(1))
                                .replaceAll(command -> Matcher.quoteReplacement(
                                        "$ " + command.group(1) + "\n" + answer(command.group(1))))
                        + "```\n"));
    }

    private String answer(String command) {
        try {
            return Child.shell(home, environment, command)
                    .replace(home.toRealPath().toString(), "/srv/segment-mart")
                    .replaceAll("\\S+@\\S+:\\d+/\\S+", "postgres@localhost:54320/segment_mart");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(command, e);
        }
    }

    /** Without what is another at each run: times, how long things took, and how many refreshes there were before. */
    private static String timeless(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?", "WHEN")
                .replaceAll("refresh \\d+ \\((full|incremental)\\)", "refresh N")
                .replaceAll("(publication|refresh) \\d+", "$1 N")
                .replaceAll("(?m) +\\d+\\.\\d$", " SECONDS")
                .replaceAll("(?m)^(daemon|database): .*$", "$1")
                .replaceAll(" +", " ");
    }

    @Test
    void everyVerbThatAnswersHasASession() throws IOException {
        String sessions = String.join(
                "\n",
                SESSION.matcher(Files.readString(README))
                        .results()
                        .map(session -> session.group(1))
                        .toList());
        assertThat(Stream.of(
                        "check", "explain", "export", "load", "plan", "refresh", "rejects", "report", "retract",
                        "status"))
                .allSatisfy(verb -> assertThat(sessions).contains("$ bin/segment-mart " + verb));
    }
}
