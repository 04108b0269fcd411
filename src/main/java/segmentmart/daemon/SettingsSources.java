package segmentmart.daemon;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Where settings stand, as they stand there: the properties file, {@code .env} and the environment.
 *
 * @param file by the names of the properties file
 * @param dotenv by those of the environment
 */
record SettingsSources(Home home, Properties file, Map<String, String> dotenv, Map<String, String> environment) {
    static final String DEFAULT = "default";

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();
    private static final Pattern ENTRY = Pattern.compile("\\s*(?<name>[\\w.-]+)\\s*=(?<value>.*)");
    private static final Pattern GLUED_COMMENT = Pattern.compile("^#|\\S#");
    private static final int A_SLIP = 2;
    private static final int SHORT = 7;

    /**
     * Reads them.
     *
     * @param problems takes what is not readable, of unknown name, or a secret where everybody reads it
     */
    static SettingsSources read(Home home, Path routes, Map<String, String> environment, List<String> problems)
            throws IOException {
        SettingsSources sources = new SettingsSources(
                home, properties(home, routes, problems), dotenv(home.root(), problems), environment);
        sources.findStrangers(problems);
        return sources;
    }

    /** The value of a setting from where it weighs most. */
    Settings.Value value(Setting setting) {
        String value = environment.get(setting.variable());
        if (value != null) {
            return new Settings.Value(value.strip(), "the environment");
        }
        value = dotenv.get(setting.variable());
        if (value != null) {
            return new Settings.Value(value.strip(), home.root().resolve(".env").toString());
        }
        value = file.getProperty(setting.key());
        return value != null
                ? new Settings.Value(value.strip(), home.properties().toString())
                : new Settings.Value(setting.byDefault(), DEFAULT);
    }

    private void findStrangers(List<String> problems) {
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

    private static Map<String, String> dotenv(Path folder, List<String> problems) throws IOException {
        Map<String, String> entries = new HashMap<>();
        findMisquoted(folder.resolve(".env"), problems);
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

    /** Values that would lose their end, or keep their quotes, without a word; they are not shown. */
    private static void findMisquoted(Path file, List<String> problems) throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        // Bytes that are no UTF-8 are for the reader of the file to judge.
        for (String line :
                Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()) {
            Matcher entry = ENTRY.matcher(line);
            if (!entry.matches()) {
                continue;
            }
            String value = entry.group("value");
            if (value.stripLeading().startsWith("'")) {
                problems.add(file + ": " + entry.group("name")
                        + " is in single quotes, which would be part of it; use double ones");
            } else if (!value.stripLeading().startsWith("\"")
                    && GLUED_COMMENT.matcher(value).find()) {
                problems.add(file + ": " + entry.group("name")
                        + " holds #, and what follows would be a comment; put the value in double quotes");
            }
        }
    }

    private static String nearest(String name, Function<Setting, String> spelling) {
        return Arrays.stream(Setting.values())
                .map(spelling)
                .min(Comparator.comparing(known -> DISTANCE.apply(known, name)))
                .orElseThrow();
    }
}
