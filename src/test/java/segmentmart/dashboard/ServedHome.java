package segmentmart.dashboard;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import segmentmart.TestHome;
import segmentmart.daemon.Home;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.http.Front;
import segmentmart.http.Health;
import segmentmart.http.Meters;
import segmentmart.staging.Ledger;
import segmentmart.staging.Retraction;
import segmentmart.tuning.Tuning;

/** A home of its own, the daemon on it, and what is served of it over HTTP, as the command run has them. */
final class ServedHome implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Settings settings;
    private final Health health = new Health();
    private final Meters meters = new Meters();
    private final Front front;
    private final Api api;
    private final Tuning tuning;

    private ServedHome(Settings settings, Database database, Map<String, String> environment) throws Exception {
        this.settings = settings;
        front = Front.open(settings, 0, health, meters);
        api = new Api(front.address(), credentials(environment));
        tuning = Tuning.start(settings, database, environment, meters.registry());
        meters.watch(tuning);
        health.answersFor(tuning);
        front.answersFor(database, tuning);
        // The port is opened beside the start of the daemon.
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> api.get("/api/inbox").statusCode() == 200);
    }

    /** Starts a daemon whose mart follows each drop; {@code environment} adds to, or overrides, its settings. */
    static ServedHome start(Path root, Database database, Map<String, String> environment) throws Exception {
        TestHome.copyRoutes(root);
        Map<String, String> all = new HashMap<>(TestHome.QUICK);
        all.put("MART_ON_COMPLETION", "true");
        all.put("ROUTES_WATCH_PERIOD", "200ms");
        all.putAll(environment);
        return new ServedHome(Settings.read(new Home(root), all), database, all);
    }

    static ServedHome start(Path root, Database database) throws Exception {
        return start(root, database, Map.of());
    }

    private static String[] credentials(Map<String, String> environment) {
        return environment.containsKey("HTTP_USER")
                ? new String[] {
                    "Authorization",
                    Api.basic(environment.get("HTTP_USER"), Objects.requireNonNull(environment.get("HTTP_PASS")))
                }
                : new String[0];
    }

    Api api() {
        return api;
    }

    String address() {
        return front.address();
    }

    Path inbox() {
        return settings.inbox();
    }

    Path routes() {
        return settings.home().routes();
    }

    /** Uploads a drop and waits until it is loaded, and the mart has taken note of it. */
    void drop(String name, String text) {
        HttpResponse<String> answer = api.put(name, text.getBytes(StandardCharsets.UTF_8));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.body());
        }
        awaitStill();
    }

    /** Takes a drop out again, and waits until the mart has taken note of that. */
    void retract(String dropName) {
        Ledger ledger = new Ledger(tuning.daemon().database().pool());
        tuning.daemon()
                .retract(new Retraction(
                        Retraction.choose(dropName, ledger.attemptsOf(dropName)), "a test", "to see it gone"));
        tuning.daemon().refresh(false);
        awaitStill();
    }

    /** Waits until nothing waits in the inbox, nor for a refresh. */
    void awaitStill() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(30))
                .ignoreExceptions()
                .until(() -> {
                    JsonNode inbox = api.json("/api/inbox");
                    JsonNode publication = api.json("/api/publication");
                    return inbox.get("drops").isEmpty()
                            && publication.get("loads_not_in_mart").asInt() == 0;
                });
    }

    /** Opens the port alone, as it is before there is a database. */
    static Front waiting(Path root) throws Exception {
        TestHome.copyRoutes(root);
        return Front.open(Settings.read(new Home(root), TestHome.QUICK), 0, new Health(), new Meters());
    }

    @Override
    public void close() {
        health.answersFor(null);
        tuning.close();
        front.close();
        meters.close();
    }
}
