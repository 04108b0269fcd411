package segmentmart.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import segmentmart.Main;

/** A command in a JVM of its own, as people run it. */
final class Child {
    /** A command of some seconds is compiled only as far as pays in that time. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private final Process process;
    private final Path output;
    private final Path errors;

    private Child(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    static Child start(Path workingDirectory, Map<String, String> environment, String... arguments) throws IOException {
        return start(workingDirectory, environment, java("-Xmx256m", arguments));
    }

    /** A command in a heap of 64 MB. */
    static Child startSmall(Path workingDirectory, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(workingDirectory, environment, java("-Xmx64m", arguments));
    }

    /** A command of whose output only the first line is read. */
    static Child startIntoHead(Path workingDirectory, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", "\"$@\" | head -n 1; exit ${PIPESTATUS[0]}", "-"));
        command.addAll(java("-Xmx256m", arguments));
        return start(workingDirectory, environment, command);
    }

    private static List<String> java(String heap, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                QUICK_START,
                "-cp",
                System.getProperty("java.class.path"),
                "-Dsegmentmart.routes=" + Path.of("routes").toAbsolutePath(),
                // The tests' own log settings are on the class path too.
                "-Dlogback.configurationFile="
                        + Path.of("src/main/resources/logback.xml").toAbsolutePath(),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A command of the distribution as {@code mvn package} left it. */
    static Child packaged(Path workingDirectory, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of("target/segment-mart/bin/segment-mart").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return start(workingDirectory, environment, command);
    }

    /** What a command of the shell prints, on both its outputs. */
    static String shell(Path workingDirectory, Map<String, String> environment, String command)
            throws IOException, InterruptedException {
        Child child = start(workingDirectory, environment, List.of("bash", "-c", "exec 2>&1\n" + command));
        child.await();
        return child.output();
    }

    private static Child start(Path workingDirectory, Map<String, String> environment, List<String> command)
            throws IOException {
        Path output = Files.createTempFile("segment-mart", ".out");
        Path errors = Files.createTempFile("segment-mart", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", "-Xmx256m " + QUICK_START);
        builder.environment().put("HTTP_PORT", "0");
        builder.environment().putAll(environment);
        return new Child(builder.start(), output, errors);
    }

    /** Waits for the command to end; answers its exit code. */
    int await() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the command did not end");
        }
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    String errors() throws IOException {
        return Files.readString(errors, StandardCharsets.UTF_8);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
