package segmentmart;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.Home;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;

/** A home of its own for one test, with the project's routes, and the daemon that runs on it. */
public final class TestHome implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Settings that make tests quick. */
    public static final Map<String, String> QUICK = Map.of(
            "INBOX_POLL_DELAY", "20ms",
            "INBOX_STEADY_FOR", "40ms",
            "INBOX_TIDY_PERIOD", "200ms",
            "MART_SETTLE_FOR", "40ms",
            "MART_ON_TIMER", "false",
            "MART_ON_COMPLETION", "false");

    private final Settings settings;
    private final Daemon daemon;

    private TestHome(Settings settings, Daemon daemon) {
        this.settings = settings;
        this.daemon = daemon;
    }

    /** Starts a daemon on a new home; {@code environment} adds to, or overrides, settings that make tests quick. */
    public static TestHome start(Path root, Database database, Map<String, String> environment) {
        return start(root, environment, settings -> Daemon.run(settings, database));
    }

    /** The same, over routes that have never loaded anything. */
    public static TestHome startEdited(Path root, Database database, Map<String, String> environment) {
        return start(root, environment, settings -> Daemon.runEdited(settings, database, new SimpleMeterRegistry()));
    }

    private interface Start {
        Daemon of(Settings settings) throws IOException;
    }

    private static TestHome start(Path root, Map<String, String> environment, Start start) {
        try {
            copyRoutes(root);
            Map<String, String> all = new HashMap<>(QUICK);
            all.putAll(environment);
            Settings settings = Settings.read(new Home(root), all);
            return new TestHome(settings, start.of(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Settings.Wrong e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Gives a folder the routes of the project. */
    public static void copyRoutes(Path root) throws IOException {
        Path shipped = Path.of("routes");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.toList()) {
                Path target = root.resolve("routes").resolve(shipped.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    public Daemon daemon() {
        return daemon;
    }

    public Path inbox() {
        return settings.inbox();
    }

    public Path routes() {
        return settings.home().routes();
    }

    /** Puts content into the inbox, as an uploader would. */
    public void put(String name, byte[] content) {
        try {
            Path part = Files.write(inbox().resolve(".uploading"), content);
            Files.move(part, inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void put(String name, String text) {
        put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Drops content and waits until its file is filed. */
    public void drop(String name, byte[] content) {
        put(name, content);
        awaitFiled(name);
    }

    /** Waits until a drop came to its end: its file has left the inbox, and the ledger has noted that. */
    public void awaitFiled(String name) {
        await(name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Files.notExists(inbox().resolve(name))
                        && TestDatabase.csv("select 1 as unfiled from staging.load where filed_at is null")
                                .equals("unfiled\n"));
    }

    public void drop(String name, String... lines) {
        String text = String.join("\n", lines);
        drop(name, (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Drops a copy of a file and waits until it is filed. */
    public void drop(Path file) {
        try {
            drop(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files below the inbox, relative to it, today's folder as DATE. */
    public List<String> files() {
        try (Stream<Path> files = Files.walk(inbox())) {
            return files.filter(Files::isRegularFile)
                    .map(f -> inbox().relativize(f).toString().replaceAll("\\d{4}-\\d\\d-\\d\\d/", "DATE/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
