package segmentmart.tuning;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.sql.SqlEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
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
import segmentmart.intake.Cause;
import segmentmart.intake.Drop;
import segmentmart.intake.DropRefused;
import segmentmart.intake.Fault;
import segmentmart.intake.Stamp;
import segmentmart.mart.Refreshes;
import segmentmart.staging.Ledger;

/**
 * Loads two small invented drops through the routes on trial, and brings them into the mart, all in one transaction
 * that is rolled back: what only shows when a step runs, such as a parameter that is not there, shows here. Numbers of
 * loads are spent on it. For one thread.
 */
final class DryRun {
    /** The routes that run within a transaction. */
    private static final List<String> ROUTES = List.of(
            "load-clients", "load-product-usage", "judge-drop", "set-aside-rejects", "close-load", "rewrite-mart");

    private static final int RECORDS = 20;
    private static final Pattern NO_PARAMETER = Pattern.compile("Cannot find key \\[(\\w+)].*");

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
        if (!isHarmless()) {
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
        List<Exchange> steps = new ArrayList<>();
        steps.add(load("clients-" + mark + ".csv", "client_id,client_name,client_revenue", ",trial " + mark + ",1000"));
        steps.add(load(
                "product_usage-" + mark + ".csv",
                "client_id,product_name,usage_date",
                ",trial " + mark + ",2025-05-24"));
        if (withRefresh && isUpToDate()) {
            steps.add(refresh());
        }
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database.pool()));
        return transaction.execute(status -> {
            status.setRollbackOnly();
            // What is in hand has its locks; the trial is made again later.
            new JdbcTemplate(database.pool()).execute("set local lock_timeout = '10s'");
            return steps.stream().filter(step -> !runs(step)).findFirst().orElse(null);
        });
    }

    /** Whether its steps do nothing that a rollback does not take back. */
    private boolean isHarmless() {
        CamelContext context = aside.context();
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        for (String id : ROUTES) {
            RouteDefinition route = model.getRouteDefinition(id);
            if (route == null) {
                return false;
            }
            for (ProcessorDefinition<?> step :
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
                boolean sendsElsewhere = step instanceof SendDefinition<?> send
                        && !(context.getEndpoint(send.getEndpointUri()) instanceof SqlEndpoint
                                || context.getEndpoint(send.getEndpointUri()) instanceof DirectEndpoint);
                if (sendsElsewhere || step instanceof ToDynamicDefinition) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isUpToDate() {
        Ledger ledger = new Ledger(database.pool());
        return settings.isOn(Setting.MART_INCREMENTAL)
                && ledger.waitingForRefresh() == 0
                && ledger.standing().get("refresh_id") != null;
    }

    private Exchange load(String name, String header, String rest) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < RECORDS; i++) {
            text.append(Integer.MAX_VALUE - i).append(rest).append('\n');
        }
        // One that is set aside.
        text.append("none").append(rest).append('\n');
        File file = Files.writeString(scratch.resolve(name), text).toFile();
        Stamp stamp = Stamp.of(file.toPath());
        Drop drop = Drop.survey(file.toPath(), stamp, null);
        Exchange exchange = new DefaultExchange(aside.context());
        exchange.setProperty("file", file);
        exchange.setProperty("stamp", stamp);
        exchange.setProperty("drop", drop);
        exchange.setProperty(
                Exchange.TO_ENDPOINT, "direct:" + drop.name().kind().route());
        return exchange;
    }

    private Exchange refresh() throws IOException {
        Refreshes refreshes = aside.context().getRegistry().lookupByNameAndType("refreshes", Refreshes.class);
        Exchange exchange = new DefaultExchange(aside.context());
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
        Fault fault = Fault.of(failure);
        String fact = Cause.describe(failure, failed.getProperty(Exchange.FAILURE_ENDPOINT, String.class));
        if (fault == Fault.DATABASE || fact.contains("lock timeout")) {
            throw new Trial.NotNow(failure);
        }
        Matcher sql = Pattern.compile("(\\w+\\.sql): (.*)").matcher(fact);
        if (sql.matches() && Files.exists(settings.sql().resolve(sql.group(1)))) {
            Path file = settings.sql().resolve(sql.group(1));
            Matcher parameter = NO_PARAMETER.matcher(sql.group(2));
            if (parameter.matches()) {
                return new Flaw(
                        Trial.inRoutes("sql/" + sql.group(1)),
                        lineWith(":?" + parameter.group(1), file),
                        "there is no parameter " + parameter.group(1) + " at this step; see its name");
            }
            return new Flaw(Trial.inRoutes("sql/" + sql.group(1)), 0, "fails on an invented drop: " + sql.group(2));
        }
        return suspects.flaw(suspects.edited(), "the routes fail on an invented drop", fact);
    }

    private static int lineWith(String text, Path file) throws IOException {
        List<@Nullable String> lines = List.copyOf(Files.readAllLines(file));
        for (int i = 0; i < lines.size(); i++) {
            if (String.valueOf(lines.get(i)).contains(text)) {
                return i + 1;
            }
        }
        return 0;
    }
}
