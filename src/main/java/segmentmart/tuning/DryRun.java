package segmentmart.tuning;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.SqlText;
import segmentmart.intake.Cause;
import segmentmart.intake.Drop;
import segmentmart.intake.DropRefused;
import segmentmart.intake.Stamp;
import segmentmart.mart.Refreshes;
import segmentmart.staging.Ledger;

/**
 * Loads two small invented drops and a second version of each through the routes on trial, and brings them into the
 * mart, all in one transaction that is rolled back: what only shows when a step runs, such as a parameter that is not
 * there, shows here. Numbers of loads, uses and refreshes are spent on it. For one thread.
 */
final class DryRun {
    private static final Logger log = LoggerFactory.getLogger(DryRun.class);

    private static final int RECORDS = 20;
    private static final Pattern NO_PARAMETER = Pattern.compile("Cannot find key \\[(\\w+)].*");
    private static final Pattern AT_SQL = Pattern.compile("(\\w+\\.sql): (.*)");

    private final Settings settings;
    private final Database database;
    private final Daemon aside;
    private final Path scratch;
    private final Suspects suspects;
    private final CamelContext camel;

    DryRun(Settings settings, Database database, Daemon aside, Path scratch, Suspects suspects) {
        this.settings = settings;
        this.database = database;
        this.aside = aside;
        this.scratch = scratch;
        this.suspects = suspects;
        this.camel = aside.context();
    }

    /**
     * What is wrong with the routes once they run.
     *
     * @param withRefresh whether the mart may be refreshed too, where little is to be done
     */
    List<Flaw> flaws(boolean withRefresh) throws IOException, Trial.NotNow {
        String outside = new StepsOutside(camel).first();
        if (outside != null) {
            log.info("routes: no drop is invented to try them, for {} cannot be taken back", outside);
            return List.of();
        }
        try {
            Exchange failed = run(withRefresh);
            return failed == null ? List.of() : List.of(flaw(failed));
        } catch (TransactionException | DataAccessException e) {
            throw new Trial.NotNow(e);
        } finally {
            MDC.clear();
        }
    }

    /** Runs step after step; answers the first that failed, null if none did. */
    private @Nullable Exchange run(boolean withRefresh) throws IOException {
        String mark = UUID.randomUUID().toString();
        // Of a product and a day that are known: what is new would have the tallies counted anew.
        Map<String, Object> known =
                new JdbcTemplate(database.pool()).queryForMap(SqlText.of(DryRun.class, "known_use"));
        String use = ",\"" + String.valueOf(known.get("product_name")).replace("\"", "\"\"") + "\","
                + known.get("usage_date");
        List<Exchange> steps = new ArrayList<>();
        for (int version = 1; version <= 2; version++) {
            // The second changes clients, and replaces the uses of the first.
            String rest = ",trial " + mark + " " + version;
            Path folder = Files.createDirectories(scratch.resolve("version-" + version));
            steps.add(load(
                    folder.resolve("clients-" + mark + ".csv"),
                    "client_id,client_name,client_revenue",
                    rest + "," + 1000 * version,
                    version));
            steps.add(load(
                    folder.resolve("product_usage-" + mark + ".csv"),
                    "client_id,product_name,usage_date",
                    use,
                    version));
        }
        if (withRefresh && isUpToDate()) {
            steps.add(refresh());
        }
        // Before the locks of loads: a refresh that waits for one of them has this one.
        Path lock = settings.sql().resolve("lock_mart.sql");
        String sql = Files.exists(lock) ? Files.readString(lock) : "";
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database.pool()));
        return transaction.execute(status -> {
            status.setRollbackOnly();
            JdbcTemplate jdbc = new JdbcTemplate(database.pool());
            jdbc.execute("set local lock_timeout = '10s'");
            jdbc.execute(sql);
            return steps.stream().filter(step -> !runs(step)).findFirst().orElse(null);
        });
    }

    private boolean isUpToDate() {
        Ledger ledger = new Ledger(database.pool());
        return settings.isOn(Setting.MART_INCREMENTAL)
                && ledger.waitingForRefresh() == 0
                && ledger.standing().get("refresh_id") != null;
    }

    private Exchange load(Path path, String header, String rest, int version) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < RECORDS + version; i++) {
            text.append(Integer.MAX_VALUE - i).append(rest).append('\n');
        }
        // One that is set aside.
        text.append("none").append(rest).append('\n');
        File file = Files.writeString(path, text).toFile();
        Stamp stamp = Stamp.of(path);
        Drop drop = Drop.survey(path, stamp, null);
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty("file", file);
        exchange.setProperty("stamp", stamp);
        exchange.setProperty("drop", drop);
        exchange.setProperty(
                Exchange.TO_ENDPOINT, "direct:" + drop.name().kind().route());
        return exchange;
    }

    private Exchange refresh() throws IOException {
        Refreshes refreshes = camel.getRegistry().lookupByNameAndType("refreshes", Refreshes.class);
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty("refresh", refreshes.begin("trial", false));
        exchange.setProperty(Exchange.TO_ENDPOINT, "direct:rewrite-mart");
        return exchange;
    }

    private boolean runs(Exchange step) {
        String endpoint = step.getProperty(Exchange.TO_ENDPOINT, String.class);
        aside.context().createProducerTemplate().send(endpoint, step);
        return step.getException() == null || step.getException() instanceof DropRefused;
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
