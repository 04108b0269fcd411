package segmentmart.daemon;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Every setting: its name, default, type and what it is for. */
public enum Setting {
    DB_HOST("db.host", "", Type.TEXT, "host of an external PostgreSQL; empty for the embedded one"),
    DB_PORT("db.port", "5432", Type.PORT, "port of the external PostgreSQL"),
    DB_NAME("db.name", "segment_mart", Type.TEXT, "its database"),
    DB_USER("db.user", "postgres", Type.TEXT, "user to log in as"),
    DB_PASS("db.pass", "", Type.SECRET, "that user's password"),
    DB_SSLMODE(
            "db.sslmode",
            "prefer",
            Type.SSLMODE,
            "TLS to the external PostgreSQL, in its own words: disable, allow, prefer, require, verify-ca or verify-full"),
    DB_SSLROOTCERT(
            "db.sslrootcert",
            "",
            Type.TEXT,
            "file with the certificates that verify-ca and verify-full trust, relative to the home; empty for those of Java"),
    DB_ADMIN_USER("db.admin-user", "postgres", Type.TEXT, "superuser that `init-roles` logs in as"),
    DB_ADMIN_PASS("db.admin-pass", "", Type.SECRET, "that user's password; needed for `init-roles` alone"),
    BI_PASS(
            "bi.pass",
            "",
            Type.SECRET,
            "password of bi_reader, which reads the mart: given by `init-roles`, and to the embedded server at each start"),
    DB_POOL_SIZE("db.pool-size", "8", Type.COUNT, "connections at most"),
    DB_EMBEDDED_PORT(
            "db.embedded-port",
            "54320",
            Type.PORT,
            "where the embedded PostgreSQL listens on loopback; any free port if it is taken, or for 0"),
    INBOX_DIR("inbox.dir", "inbox", Type.FOLDER, "folder that is watched for drops, relative to the home"),
    INBOX_POLL_DELAY("inbox.poll-delay", "100ms", Type.DURATION, "how often it is looked at"),
    INBOX_STEADY_FOR("inbox.steady-for", "2s", Type.DURATION, "how long a file must stay the same before it is taken"),
    INBOX_RENAMED_STEADY_FOR(
            "inbox.renamed-steady-for",
            "300ms",
            Type.DURATION,
            "the same for a file that was renamed after its last write; 2s if a Samba share lies over the inbox"),
    INBOX_ENCODING(
            "inbox.encoding",
            "auto",
            Type.ENCODING,
            "auto, or the encoding of all drops: utf-8, windows-1251, utf-16le, utf-16be"),
    INBOX_MAX_REJECT_RATIO(
            "inbox.max-reject-ratio",
            "0.5",
            Type.RATIO,
            "greatest share of bad records; a drop with more fails as a whole"),
    INBOX_MAX_ATTEMPTS(
            "inbox.max-attempts",
            "5",
            Type.COUNT,
            "tries after which a drop fails that fails each time while nothing else is wrong"),
    INBOX_TIDY_PERIOD(
            "inbox.tidy-period",
            "1m",
            Type.DURATION,
            "how often what a killed daemon left half done is looked for, and how old it must be"),
    LOAD_CHUNK("load.chunk", "500000", Type.COUNT, "records that go to PostgreSQL in one statement"),
    LOAD_PARALLEL(
            "load.parallel",
            "2",
            Type.COUNT,
            "drops of uses that are loaded side by side; db.pool-size is 3 more at least"),
    MART_ON_COMPLETION("mart.on-completion", "true", Type.SWITCH, "refresh the mart when no drop is waiting any more"),
    MART_SETTLE_FOR("mart.settle-for", "100ms", Type.DURATION, "how long to wait for more drops before that"),
    MART_ON_TIMER("mart.on-timer", "true", Type.SWITCH, "look now and then whether the mart is behind"),
    MART_TIMER_PERIOD("mart.timer-period", "1m", Type.DURATION, "how often"),
    MART_INCREMENTAL(
            "mart.incremental",
            "true",
            Type.SWITCH,
            "recompute only the clients that new drops touch, where that pays"),
    ROUTES_WATCH("routes.watch", "true", Type.SWITCH, "take over changes of routes and SQL while the daemon runs"),
    ROUTES_WATCH_PERIOD(
            "routes.watch-period",
            "1s",
            Type.DURATION,
            "how often they are looked at; a change is tried once it has stayed the same for that long"),
    HTTP_ENABLED("http.enabled", "true", Type.SWITCH, "serve the dashboard, its API, health and metrics"),
    HTTP_HOST(
            "http.host",
            "127.0.0.1",
            Type.NAME,
            "address they are served on; one that other machines reach demands http.user and http.pass"),
    HTTP_PORT("http.port", "8080", Type.PORT, "their port; 0 for any free one, see `status`"),
    HTTP_HOSTS(
            "http.hosts",
            "",
            Type.NAMES,
            "names by which browsers ask for the dashboard, beside localhost and addresses; a comma between them"),
    HTTP_MAX_UPLOAD_MB("http.max-upload-mb", "2000", Type.COUNT, "greatest drop that the dashboard takes, in MB"),
    HTTP_USER("http.user", "", Type.TEXT, "who may use them, with http.pass; empty for everybody on this machine"),
    HTTP_PASS("http.pass", "", Type.SECRET, "that user's password"),
    LOG_FORMAT("log.format", "text", Type.LOG_FORMAT, "text, or json for collectors: an object a line"),
    SHUTDOWN_TIMEOUT(
            "shutdown.timeout",
            "30s",
            Type.DURATION,
            "how long Ctrl-C or SIGTERM may take; after two thirds of it the drop in hand is rolled back"),
    PATH_NAMES("path.names", "", Type.TEXT, "dump of first names for `generate`; empty for the names inside"),
    PATH_MIDNAMES("path.midnames", "", Type.TEXT, "dump of patronymics"),
    PATH_SURNAMES("path.surnames", "", Type.TEXT, "dump of surnames"),
    PATH_CLIENTS("path.clients", "", Type.TEXT, "file that `generate` writes clients to; empty for the inbox"),
    PATH_USAGE("path.usage", "", Type.TEXT, "file that `generate` writes usage to; empty for the inbox");

    /** What a value must look like, and the words for it. */
    @SuppressWarnings("ImmutableEnumChecker") // its predicates have no state
    enum Type {
        TEXT("text", value -> true),
        NAME("a name or an address", matches("\\S+")),
        NAMES(
                "names without scheme and port, a comma between them",
                matches("\\s*([\\w.-]+(\\s*,\\s*[\\w.-]+)*)?\\s*")),
        FOLDER("the name of a folder below the home, or an absolute path", matches("[^.\\s].*")),
        SECRET("text", value -> true),
        PORT("a port, 0 … 65535", matches("\\d{1,5}").and(v -> Integer.parseInt(v) <= 65_535)),
        COUNT("a whole number from 1", matches("[1-9]\\d{0,8}")),
        RATIO("a number from 0 to 1", matches("0|1|0?\\.\\d+|1\\.0+|0\\.\\d+")),
        SWITCH("true or false", matches("true|false")),
        DURATION("a duration such as 250ms, 10s or 1m", Type::isDuration),
        SSLMODE(
                "disable, allow, prefer, require, verify-ca or verify-full",
                matches("disable|allow|prefer|require|verify-ca|verify-full")),
        LOG_FORMAT("text or json", matches("text|json")),
        ENCODING(
                "auto, utf-8, windows-1251, utf-16le or utf-16be",
                matches("auto|utf-8|windows-1251|utf-16le|utf-16be"));

        private final String words;
        private final Predicate<String> rule;

        Type(String words, Predicate<String> rule) {
            this.words = words;
            this.rule = rule;
        }

        private static Predicate<String> matches(String regex) {
            return Pattern.compile(regex).asMatchPredicate();
        }

        private static boolean isDuration(String value) {
            return Pattern.matches("(\\d{1,9}(ms|s|m|h)?)+", value) && TimeUtils.toMilliSeconds(value) >= 0;
        }
    }

    private final String key;
    private final String byDefault;
    private final Type type;
    private final String meaning;

    Setting(String key, String byDefault, Type type, String meaning) {
        this.key = key;
        this.byDefault = byDefault;
        this.type = type;
        this.meaning = meaning;
    }

    /** Its name in {@code routes/application.properties}. */
    public String key() {
        return key;
    }

    /** Its name in {@code .env} and the environment: {@code inbox.max-reject-ratio} is INBOX_MAX_REJECT_RATIO. */
    public String variable() {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The setting that a variable of the environment sets; null for a name that is none of ours. */
    public static @Nullable Setting ofVariable(String name) {
        return Arrays.stream(values())
                .filter(setting -> setting.variable().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The setting that is meant by its name in the file or in the environment, in any case; null where none is. */
    static @Nullable Setting meantBy(String name) {
        return ofVariable(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    }

    public String byDefault() {
        return byDefault;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether a change counts for a daemon that runs; one of the others counts from its next start. */
    public boolean isTunable() {
        return key.matches("(inbox|load|mart)\\..*");
    }

    boolean isSecret() {
        return type == Type.SECRET;
    }

    boolean allows(String value) {
        return type.rule.test(value);
    }

    String expected() {
        return type.words;
    }

    /** The value as Camel takes it: durations in milliseconds. */
    String forCamel(String value) {
        return type == Type.DURATION ? String.valueOf(TimeUtils.toMilliSeconds(value)) : value;
    }
}
