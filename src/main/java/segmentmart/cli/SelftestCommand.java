package segmentmart.cli;

import ch.qos.logback.classic.Level;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import segmentmart.drill.CrashDrill;
import segmentmart.drill.Outcome;

/** A drill on the user's own machine; nothing of the home but its routes is read, nothing is written there. */
@Command(
        name = "selftest",
        description = "Prove on this machine, in a scratch folder, that no crash loses or doubles a row.",
        mixinStandardHelpOptions = true)
final class SelftestCommand implements Callable<Integer> {
    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--crash",
            description = "Kill two daemons and their PostgreSQL at random moments, and compare base and folders with "
                    + "the truth, row by row.")
    private boolean crash;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "20", description = "Kills (default: 20).")
    private int rounds;

    @Option(names = "--seed", paramLabel = "N", description = "Of drops and kills (default: another each time).")
    private @Nullable Long seed;

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description = "A new or empty folder (default: one for temporary files). It is removed when all went well.")
    private @Nullable Path scratch;

    @Override
    public Integer call() throws Exception {
        if (rounds < 1) {
            throw new Refusal(ExitCode.USAGE, "--rounds " + rounds + " is not possible (expected a number from 1)");
        }
        if (!crash) {
            throw new Refusal(ExitCode.USAGE, "which test? The one there is: --crash");
        }
        if (!isOnClassPath()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "selftest starts daemons of its own: run it by bin/segment-mart of the distribution");
        }
        long from = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        Path folder = folder();
        // Programs read the outcome alone; what happens meanwhile is for people.
        PrintStream meanwhile = json.isOn() ? System.err : System.out;
        meanwhile.println(
                "drill of " + rounds + " rounds, seed " + from + ", in " + folder + "; routes of " + option.routes());
        // What the drill's own hand does to the server is no news.
        Session.silence(Level.ERROR);
        Outcome outcome;
        try (CrashDrill drill = new CrashDrill(folder, option.routes(), from)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(drill), "drill"));
            outcome = drill.run(rounds, meanwhile);
        }
        tell(outcome, from, folder);
        if (outcome.passed()) {
            FileSystemUtils.deleteRecursively(folder);
            return ExitCode.OK;
        }
        return ExitCode.SELFTEST_FAILED;
    }

    private void tell(Outcome outcome, long from, Path folder) {
        if (json.isOn()) {
            Map<String, @Nullable Object> report = new LinkedHashMap<>();
            report.put("passed", outcome.passed());
            report.put("seed", from);
            report.put("outcome", outcome);
            report.put("left_in", outcome.passed() ? null : folder.toString());
            json.print(report);
            return;
        }
        System.out.println(outcome.sentence());
        if (!outcome.passed()) {
            System.out.println("what is left of it is in " + folder);
        }
    }

    /** Whether a JVM that is started with the class path of this one finds the product there. */
    private static boolean isOnClassPath() throws URISyntaxException {
        Path here = Path.of(SelftestCommand.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .anyMatch(entry -> Path.of(entry).toAbsolutePath().normalize().equals(here.normalize()));
    }

    private static void end(CrashDrill drill) {
        try {
            drill.close();
        } catch (IOException e) {
            System.err.println("the drill could not end its PostgreSQL: " + e.getMessage());
        }
    }

    private Path folder() throws IOException {
        if (scratch == null) {
            return Files.createTempDirectory("segment-mart-drill").toRealPath();
        }
        Files.createDirectories(scratch);
        try (Stream<Path> files = Files.list(scratch)) {
            if (files.findAny().isPresent()) {
                throw new Refusal(ExitCode.USAGE, scratch + " is not empty: name a new folder by --scratch DIR");
            }
        }
        return scratch.toRealPath();
    }
}
