package segmentmart.drill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import segmentmart.daemon.Setting;

/** A daemon in a JVM of its own, whose steps are followed in its log. Its listener is called by a thread of its own. */
final class DaemonProcess {
    /** Camel logs each endpoint it sends to and each bean it calls, Spring each commit. */
    private static final Pattern STEP = Pattern.compile(">>>> sql://file:.*?/(?<sql>\\w+)\\.sql.*"
            + "|>>>> invoking: .*? segmentmart\\.\\w+\\.(?<bean>\\w+\\.\\w+)\\(.*"
            + "|(?<commit>Committing) JDBC transaction.*");

    private final String name;
    private final Process process;
    private volatile boolean killed;
    private volatile String lastStep = "start";

    private DaemonProcess(String name, Process process, Consumer<DaemonProcess> listener) {
        this.name = name;
        this.process = process;
        Thread reader = new Thread(() -> follow(listener), "drill-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a daemon.
     *
     * @param home its home, with {@code logback.xml} that writes the steps to standard output
     * @param settings by the names they have in the environment; those of this process do not reach it
     * @param listener is told of each step before the next line is read
     */
    static DaemonProcess start(Path home, Map<String, String> settings, Consumer<DaemonProcess> listener)
            throws IOException {
        String name = String.valueOf(home.getFileName());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dlogback.configurationFile=" + home.resolve("logback.xml"),
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "segmentmart.Main",
                "run",
                "--home",
                home.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()));
        builder.environment().keySet().removeIf(variable -> Setting.ofVariable(variable) != null);
        builder.environment().putAll(settings);
        return new DaemonProcess(name, builder.start(), listener);
    }

    private void follow(Consumer<DaemonProcess> listener) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher step = STEP.matcher(line);
                if (step.matches()) {
                    lastStep = step.group("sql") != null
                            ? step.group("sql")
                            : step.group("bean") != null ? step.group("bean") : "commit";
                    listener.accept(this);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // It was killed.
        }
    }

    String name() {
        return name;
    }

    /** The last step that it told of. */
    String lastStep() {
        return lastStep;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** SIGKILL. */
    void kill() {
        killed = true;
        process.destroyForcibly();
    }

    boolean wasKilled() {
        return killed;
    }

    boolean awaitEnd(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }
}
