package segmentmart.tuning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.SqlText;
import segmentmart.intake.Cause;
import segmentmart.intake.DropRefused;
import segmentmart.rehearsal.Rehearsal;
import segmentmart.rehearsal.StepsOutside;
import segmentmart.staging.Ledger;

/**
 * Loads two small invented drops and a second version of each through the routes on trial, and brings them into the
 * mart, all in one transaction that is rolled back: what only shows when a step runs, such as a parameter that is not
 * there, shows here. Numbers of loads, uses and refreshes are spent on it. For one thread.
 */
final class DryRun {
    private static final Logger log = LoggerFactory.getLogger(DryRun.class);

    private static final int RECORDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern NO_PARAMETER = Pattern.compile("Cannot find key \\[(\\w+)].*");
    private static final Pattern AT_SQL = Pattern.compile("(\\w+\\.sql): (.*)");

    private final Settings settings;
    private final Database database;
    private final Daemon aside;
    private final Path scratch;
    private final Suspects suspects;

    DryRun(Settings settings, Database database, Daemon aside, Path scratch, Suspects suspects) {
        this.settings = settings;
        this.database = database;
        this.aside = aside;
        this.scratch = scratch;
        this.suspects = suspects;
    }

    /**
     * What is wrong with the routes once they run.
     *
     * @param withRefresh whether the mart may be refreshed too, where little is to be done
     */
    List<Flaw> flaws(boolean withRefresh) throws IOException, Trial.NotNow {
        String outside = new StepsOutside(aside.context()).first();
        if (outside != null) {
            log.info("routes: no drop is invented to try them, for {} cannot be taken back", outside);
            return List.of();
        }
        try {
            Exchange failed = run(withRefresh);
            return failed == null ? List.of() : List.of(flaw(failed));
        } catch (TransactionException | DataAccessException e) {
            throw new Trial.NotNow(e);
        }
    }

    /** Runs step after step; answers the first that failed, null if none did. */
    private @Nullable Exchange run(boolean withRefresh) throws IOException {
        List<Path> drops = drops();
        boolean refreshed = withRefresh && isUpToDate();
        Rehearsal rehearsal = new Rehearsal(aside);
        return rehearsal
                .rehearse(TransactionDefinition.ISOLATION_READ_COMMITTED, PATIENCE, () -> {
                    try {
                        for (Path drop : drops) {
                            Exchange loaded = rehearsal.load(drop);
                            if (hasFailed(loaded)) {
                                return Optional.of(loaded);
                            }
                        }
                        return refreshed
                                ? Optional.of(rehearsal.refresh("trial")).filter(DryRun::hasFailed)
                                : Optional.<Exchange>empty();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElse(null);
    }

    private static boolean hasFailed(Exchange step) {
        return step.getException() != null && !(Cause.root(step.getException()) instanceof DropRefused);
    }

    /** The invented drops, in the order in which they are loaded. */
    private List<Path> drops() throws IOException {
        String mark = UUID.randomUUID().toString();
        // Of a product and a day that are known: what is new would have the tallies counted anew.
        Map<String, Object> known =
                new JdbcTemplate(database.pool()).queryForMap(SqlText.of(DryRun.class, "known_use"));
        String use = ",\"" + String.valueOf(known.get("product_name")).replace("\"", "\"\"") + "\","
                + known.get("usage_date");
        List<Path> drops = new ArrayList<>();
        for (int version = 1; version <= 2; version++) {
            // The second changes clients, and replaces the uses of the first.
            String rest = ",trial " + mark + " " + version;
            Path folder = Files.createDirectories(scratch.resolve("version-" + version));
            drops.add(invent(
                    folder.resolve("clients-" + mark + ".csv"),
                    "client_id,client_name,client_revenue",
                    rest + "," + 1000 * version,
                    version));
            drops.add(invent(
                    folder.resolve("product_usage-" + mark + ".csv"),
                    "client_id,product_name,usage_date",
                    use,
                    version));
        }
        return drops;
    }

    private boolean isUpToDate() {
        Ledger ledger = new Ledger(database.pool());
        return settings.isOn(Setting.MART_INCREMENTAL)
                && ledger.waitingForRefresh() == 0
                && ledger.standing().get("refresh_id") != null;
    }

    private static Path invent(Path path, String header, String rest, int version) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < RECORDS + version; i++) {
            text.append(Integer.MAX_VALUE - i).append(rest).append('\n');
        }
        // One that is set aside.
        text.append("none").append(rest).append('\n');
        return Files.writeString(path, text);
    }

    private Flaw flaw(Exchange failed) throws IOException, Trial.NotNow {
        Exception failure = failed.getException();
        if (Trial.saysNothing(failure)) {
            throw new Trial.NotNow(failure);
        }
        String fact = Cause.describe(failure, failed.getProperty(Exchange.FAILURE_ENDPOINT, String.class));
        Matcher sql = AT_SQL.matcher(fact);
        if (sql.matches() && Files.exists(settings.sql().resolve(sql.group(1)))) {
            String file = "sql/" + sql.group(1);
            Matcher parameter = NO_PARAMETER.matcher(sql.group(2));
            return parameter.matches()
                    ? new Flaw(
                            Trial.inRoutes(file),
                            lineWith(
                                    ":?" + parameter.group(1), settings.routes().resolve(file)),
                            "there is no parameter " + parameter.group(1) + " at this step; see its name")
                    : new Flaw(Trial.inRoutes(file), 0, "fails on an invented drop: " + sql.group(2));
        }
        return suspects.flaw(suspects.edited(), "the routes fail on an invented drop", fact);
    }

    private static int lineWith(String text, Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i + 1;
            }
        }
        return 0;
    }
}
