package segmentmart.daemon;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.camel.util.TimeUtils;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import segmentmart.database.Server;
import segmentmart.intake.TextEncoding;

/** The settings of one home, each from where it weighs most: the environment, {@code .env}, the properties file, its default. */
public final class Settings {
    /** Beside the loads of uses: a load of clients, the refresh, and whoever asks the ledger. */
    private static final int OTHER_CONNECTIONS = 3;

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();
    private static final int A_SLIP = 2;

    private final Home home;
    private final Map<Setting, String> values;

    private Settings(Home home, Map<Setting, String> values) {
        this.home = home;
        this.values = values;
    }

    /** Settings that are misspelt or of the wrong type, all of them in one message. */
    public static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(List<String> problems) {
            super(String.join("\n", problems));
        }
    }

    /**
     * Reads the settings of a home, whether it has a properties file or not.
     *
     * @param environment of the process
     */
    public static Settings read(Home home, Map<String, String> environment) throws IOException, Wrong {
        List<String> problems = new ArrayList<>();
        Properties file = properties(home.properties());
        for (String key : file.stringPropertyNames()) {
            boolean known =
                    Arrays.stream(Setting.values()).anyMatch(s -> s.key().equals(key));
            if (!known && !key.startsWith("camel.")) {
                problems.add(
                        home.properties() + ": there is no setting " + key + " (did you mean " + nearest(key) + "?)");
            }
        }
        Map<String, String> dotenv = dotenv(home.root(), problems);
        for (String name : dotenv.keySet()) {
            if (Setting.ofVariable(name) == null) {
                problems.add(home.root().resolve(".env") + ": there is no setting " + name + " (did you mean "
                        + nearestVariable(name) + "?)");
            }
        }
        for (String name : environment.keySet()) {
            // The environment is everybody's; only what is nearly a name of ours is taken for a slip.
            String near = nearestVariable(name);
            if (Setting.ofVariable(name) == null
                    && DISTANCE.apply(name, near) <= A_SLIP
                    && near.length() > 2 * A_SLIP + 3) {
                problems.add("the environment: there is no setting " + name + " (did you mean " + near + "?)");
            }
        }
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String source = "the environment";
            String value = environment.get(setting.variable());
            if (value == null) {
                source = home.root().resolve(".env").toString();
                value = dotenv.get(setting.variable());
            }
            if (value == null) {
                source = home.properties().toString();
                value = file.getProperty(setting.key());
            }
            value = value == null ? setting.byDefault() : value.strip();
            if (!setting.allows(value)) {
                problems.add(source + ": " + setting.key() + " = " + value + " (expected " + setting.expected() + ")");
            }
            values.put(setting, value);
        }
        Settings settings = new Settings(home, values);
        if (problems.isEmpty()
                && settings.count(Setting.DB_POOL_SIZE) < settings.count(Setting.LOAD_PARALLEL) + OTHER_CONNECTIONS) {
            problems.add("load.parallel = " + settings.count(Setting.LOAD_PARALLEL) + " needs db.pool-size = "
                    + (settings.count(Setting.LOAD_PARALLEL) + OTHER_CONNECTIONS) + " or more, it is "
                    + settings.count(Setting.DB_POOL_SIZE)
                    + ": each load has a connection, and so have clients, the refresh and the ledger");
        }
        if (!problems.isEmpty()) {
            throw new Wrong(problems);
        }
        return settings;
    }

    private static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.notExists(file)) {
            return properties;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static Map<String, String> dotenv(Path folder, List<String> problems) {
        Map<String, String> entries = new HashMap<>();
        try {
            Dotenv.configure()
                    .directory(folder.toString())
                    .ignoreIfMissing()
                    .load()
                    .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                    .forEach(e -> entries.put(e.getKey(), e.getValue()));
        } catch (DotenvException e) {
            problems.add(folder.resolve(".env") + ": " + e.getMessage() + " (expected lines NAME=value)");
        }
        return entries;
    }

    private static String nearest(String key) {
        return nearest(key, Setting::key);
    }

    private static String nearestVariable(String name) {
        return nearest(name, Setting::variable);
    }

    private static String nearest(String name, Function<Setting, String> spelling) {
        return Arrays.stream(Setting.values())
                .map(spelling)
                .min(Comparator.comparing(known -> DISTANCE.apply(known, name)))
                .orElseThrow();
    }

    /** These settings with one of them set otherwise, for one run of the process. */
    Settings with(Setting setting, String value) {
        Map<Setting, String> changed = new EnumMap<>(values);
        changed.put(setting, value);
        return new Settings(home, changed);
    }

    public Home home() {
        return home;
    }

    String get(Setting setting) {
        return values.getOrDefault(setting, setting.byDefault());
    }

    public int count(Setting setting) {
        return Integer.parseInt(get(setting));
    }

    /** A share, 0 … 1. */
    public double ratio(Setting setting) {
        return Double.parseDouble(get(setting));
    }

    boolean isOn(Setting setting) {
        return Boolean.parseBoolean(get(setting));
    }

    public Duration duration(Setting setting) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(get(setting)));
    }

    public Path inbox() {
        return home.root().resolve(get(Setting.INBOX_DIR));
    }

    /** A file that a setting names, relative to the home; null where it names none. */
    public @Nullable Path path(Setting setting) {
        return get(setting).isEmpty() ? null : home.root().resolve(get(setting));
    }

    /** The encoding forced upon all drops; null to tell it from each. */
    public @Nullable TextEncoding encoding() {
        return Arrays.stream(TextEncoding.values())
                .filter(e -> e.word().equals(get(Setting.INBOX_ENCODING)))
                .findFirst()
                .orElse(null);
    }

    /** The external server; null for the embedded one. */
    public @Nullable Server externalServer() {
        return get(Setting.DB_HOST).isEmpty()
                ? null
                : new Server(
                        get(Setting.DB_HOST),
                        count(Setting.DB_PORT),
                        get(Setting.DB_NAME),
                        get(Setting.DB_USER),
                        get(Setting.DB_PASS));
    }

    /** The settings as the routes name them, paths absolute, without secrets. */
    Properties forCamel() {
        Properties properties = new Properties();
        values.forEach((setting, value) -> {
            if (!setting.isSecret()) {
                properties.setProperty(setting.key(), setting.forCamel(value));
            }
        });
        properties.setProperty(Setting.INBOX_DIR.key(), inbox().toString());
        properties.setProperty("routes.dir", home.routes().toString());
        // Whoever asks the process to end breaks off what takes too long; Camel waits for that.
        properties.setProperty(
                "camel.main.shutdown-timeout",
                String.valueOf(Math.max(1, duration(Setting.SHUTDOWN_TIMEOUT).toSeconds())));
        // A # in SQL is a #, not a parameter.
        properties.setProperty("camel.component.sql.use-placeholder", "false");
        return properties;
    }
}
