package segmentmart.daemon;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
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

    private static final String DEFAULT = "default";
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();
    private static final int A_SLIP = 2;
    private static final int SHORT = 7;

    private final Home home;
    private final Path routes;
    private final Map<Setting, Value> values;

    /**
     * A value and where it is from.
     *
     * @param source for people, such as {@code .env}
     */
    public record Value(String text, String source) {}

    private Settings(Home home, Path routes, Map<Setting, Value> values) {
        this.home = home;
        this.routes = routes;
        this.values = values;
    }

    /** Settings that are misspelt, of the wrong type or at odds, all of them in one message. */
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
        return read(home, home.routes(), environment);
    }

    /**
     * Reads the settings of a home for routes that lie elsewhere.
     *
     * @param routes folder with YAML routes, {@code sql} and {@code application.properties}
     */
    public static Settings read(Home home, Path routes, Map<String, String> environment) throws IOException, Wrong {
        List<String> problems = new ArrayList<>();
        Properties file = properties(home, routes, problems);
        Map<String, String> dotenv = dotenv(home.root(), problems);
        for (String key : file.stringPropertyNames()) {
            if (Arrays.stream(Setting.values()).noneMatch(s -> s.key().equals(key)) && !key.startsWith("camel.")) {
                problems.add(unknown(home.properties().toString(), key, Setting::key));
            }
        }
        for (String name : dotenv.keySet()) {
            if (Setting.ofVariable(name) == null) {
                problems.add(unknown(home.root().resolve(".env").toString(), name, Setting::variable));
            }
        }
        for (String name : environment.keySet()) {
            // The environment is everybody's; only what is nearly a name of ours is taken for a slip.
            String near = nearest(name, Setting::variable);
            if (Setting.ofVariable(name) == null
                    && DISTANCE.apply(name, near) <= (near.length() > SHORT ? A_SLIP : 1)
                    && near.length() >= SHORT) {
                problems.add("the environment: there is no setting " + name + " (did you mean " + near + "?)");
            }
        }
        for (Setting setting : Setting.values()) {
            if (setting.isSecret() && !file.getProperty(setting.key(), "").isBlank()) {
                problems.add(home.properties() + ": " + setting.key() + " is a secret; set it as " + setting.variable()
                        + " in .env, which is yours alone, or in the environment");
            }
        }
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            Value value = value(setting, home, file, dotenv, environment);
            if (!setting.allows(value.text())) {
                problems.add(value.source() + ": " + setting.key() + " = "
                        + (setting.isSecret() ? "…" : value.text())
                        + " (expected " + setting.expected() + ")");
                // What follows from others is told all the same.
                value = new Value(setting.byDefault(), DEFAULT);
            }
            values.put(setting, value);
        }
        Settings settings = new Settings(home, routes, values);
        settings.findConflicts(problems);
        if (!problems.isEmpty()) {
            throw new Wrong(problems);
        }
        return settings;
    }

    private static Value value(
            Setting setting, Home home, Properties file, Map<String, String> dotenv, Map<String, String> environment) {
        String value = environment.get(setting.variable());
        if (value != null) {
            return new Value(value.strip(), "the environment");
        }
        value = dotenv.get(setting.variable());
        if (value != null) {
            return new Value(value.strip(), home.root().resolve(".env").toString());
        }
        value = file.getProperty(setting.key());
        return value != null
                ? new Value(value.strip(), home.properties().toString())
                : new Value(setting.byDefault(), DEFAULT);
    }

    private static String unknown(String source, String name, Function<Setting, String> spelling) {
        Setting meant = Setting.meantBy(name);
        String near = meant != null ? spelling.apply(meant) : nearest(name, spelling);
        if (meant != null) {
            return source + ": there is no setting " + name + "; here it is called " + near;
        }
        boolean isNear = DISTANCE.apply(near, name) <= Math.max(A_SLIP, name.length() / 2);
        return source + ": there is no setting " + name
                + (isNear ? " (did you mean " + near + "?)" : "; run --print-settings shows those there are");
    }

    private void findConflicts(List<String> problems) {
        int parallel = count(Setting.LOAD_PARALLEL);
        int pool = count(Setting.DB_POOL_SIZE);
        if (pool < parallel + OTHER_CONNECTIONS) {
            problems.add("load.parallel = " + parallel + " needs db.pool-size = " + (parallel + OTHER_CONNECTIONS)
                    + " or more, it is " + pool
                    + ": each load has a connection, and so have clients, the refresh and the ledger");
        }
        if (get(Setting.HTTP_USER).isEmpty() != get(Setting.HTTP_PASS).isEmpty()) {
            problems.add("of http.user and http.pass one is set: set both or none");
        } else if (isOn(Setting.HTTP_ENABLED) && get(Setting.HTTP_USER).isEmpty()) {
            String host = get(Setting.HTTP_HOST);
            if (!isLoopback(host)) {
                problems.add("http.host = " + host + " can be reached from other machines, so http.user and"
                        + " http.pass must be set (or http.host = 127.0.0.1)");
            }
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Properties properties(Home home, Path routes, List<String> problems) throws IOException {
        Properties properties = new Properties();
        Path file = routes.resolve("application.properties");
        if (Files.notExists(file)) {
            return properties;
        }
        try {
            properties.load(new StringReader(Files.readString(file).replace("\ufeff", "")));
        } catch (CharacterCodingException e) {
            problems.add(home.properties() + ": is not UTF-8 text; save it as that");
        } catch (IllegalArgumentException e) {
            problems.add(home.properties() + ": " + e.getMessage() + " (write \\\\ for a backslash)");
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

    private static String nearest(String name, Function<Setting, String> spelling) {
        return Arrays.stream(Setting.values())
                .map(spelling)
                .min(Comparator.comparing(known -> DISTANCE.apply(known, name)))
                .orElseThrow();
    }

    /** These settings with one of them set otherwise, for one run of the process. */
    public Settings with(Setting setting, String value) {
        Map<Setting, Value> changed = new EnumMap<>(values);
        changed.put(setting, new Value(value, "the command"));
        return new Settings(home, routes, changed);
    }

    /** These settings over routes that lie elsewhere. */
    public Settings over(Path otherRoutes) {
        return new Settings(home, otherRoutes, values);
    }

    /**
     * These settings as far as they count for a process that runs under others, see {@link Setting#isTunable}.
     *
     * @throws Wrong if what counts now is at odds with what counts from the next start
     */
    public Settings tunedFrom(Settings running) throws Wrong {
        Map<Setting, Value> mixed = new EnumMap<>(running.values);
        values.forEach((setting, value) -> {
            if (setting.isTunable()) {
                mixed.put(setting, value);
            }
        });
        Settings tuned = new Settings(home, routes, mixed);
        List<String> problems = new ArrayList<>();
        tuned.findConflicts(problems);
        if (!problems.isEmpty()) {
            throw new Wrong(problems);
        }
        return tuned;
    }

    /** The settings whose values are others than those of the process that runs. */
    public List<Setting> changedFrom(Settings running) {
        return Arrays.stream(Setting.values())
                .filter(setting -> !get(setting).equals(running.get(setting)))
                .toList();
    }

    /** Each setting with its value and where that is from; secrets as {@code ***}. */
    public Map<Setting, Value> shown() {
        Map<Setting, Value> shown = new EnumMap<>(values);
        shown.replaceAll((setting, value) ->
                setting.isSecret() && !value.text().isEmpty() ? new Value("***", value.source()) : value);
        return shown;
    }

    /** The folder with the routes that run, their SQL and properties: that of the home, or a copy that is in force. */
    public Path routes() {
        return routes;
    }

    public Path sql() {
        return routes.resolve("sql");
    }

    /** The file of the segmentation rule. */
    public Path rule() {
        return sql().resolve("client_segments.sql");
    }

    Path properties() {
        return routes.resolve("application.properties");
    }

    public Home home() {
        return home;
    }

    public String get(Setting setting) {
        Value value = values.get(setting);
        return value == null ? setting.byDefault() : value.text();
    }

    public int count(Setting setting) {
        return Integer.parseInt(get(setting));
    }

    /** A share, 0 … 1. */
    public double ratio(Setting setting) {
        return Double.parseDouble(get(setting));
    }

    public boolean isOn(Setting setting) {
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
                        get(Setting.DB_PASS),
                        get(Setting.DB_SSLMODE),
                        path(Setting.DB_SSLROOTCERT));
    }

    /** The external server, asked as a superuser; null for the embedded one, which is always asked so. */
    public @Nullable Server externalServerForAdmin() {
        return externalServer() == null
                ? null
                : externalServer().as(get(Setting.DB_ADMIN_USER), get(Setting.DB_ADMIN_PASS));
    }

    /** The settings as the routes name them, paths absolute, without secrets. */
    Properties forCamel() {
        Properties properties = new Properties();
        for (Setting setting : Setting.values()) {
            if (!setting.isSecret()) {
                properties.setProperty(setting.key(), setting.forCamel(get(setting)));
            }
        }
        properties.setProperty(Setting.INBOX_DIR.key(), inbox().toString());
        properties.setProperty("home.dir", home.root().toString());
        properties.setProperty("routes.dir", routes.toString());
        // Whoever asks the process to end breaks off what takes too long; Camel waits for that.
        properties.setProperty(
                "camel.main.shutdown-timeout",
                String.valueOf(Math.max(1, duration(Setting.SHUTDOWN_TIMEOUT).toSeconds())));
        // A route that was taken away is missed at once.
        properties.setProperty("camel.component.direct.block", "false");
        // A # in SQL is a #, not a parameter.
        properties.setProperty("camel.component.sql.use-placeholder", "false");
        return properties;
    }
}
