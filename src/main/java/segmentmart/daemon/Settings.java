package segmentmart.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import segmentmart.database.Server;
import segmentmart.intake.TextEncoding;

/** The settings of one home, each from where it weighs most: the environment, {@code .env}, the properties file, its default. */
public final class Settings {
    /** Beside the loads of uses: a load of clients, the refresh, and whoever asks the ledger. */
    private static final int OTHER_CONNECTIONS = 3;

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
        SettingsSources sources = SettingsSources.read(home, routes, environment, problems);
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            Value value = sources.value(setting);
            if (!setting.allows(value.text())) {
                problems.add(value.source() + ": " + setting.key() + " = "
                        + (setting.isSecret() ? "…" : value.text())
                        + " (expected " + setting.expected() + ")");
                // What follows from others is told all the same.
                value = new Value(setting.byDefault(), SettingsSources.DEFAULT);
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

    /** The names in a list with commas between them. */
    public List<String> names(Setting setting) {
        return Stream.of(get(setting).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
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
