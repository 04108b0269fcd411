package segmentmart.daemon;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import segmentmart.database.Database;
import segmentmart.intake.DropDataFormat;
import segmentmart.intake.Filing;
import segmentmart.intake.Inbox;
import segmentmart.intake.RejectFile;
import segmentmart.mart.Refreshes;
import segmentmart.staging.Chunks;
import segmentmart.staging.Ledger;
import segmentmart.staging.Load;
import segmentmart.staging.Loads;
import segmentmart.staging.Retraction;

/** Camel over the routes of a home: camel-main with the beans that the routes name. */
public final class Daemon implements AutoCloseable {
    /** Of the health checks that are ours. */
    public static final String HEALTH_GROUP = "segment-mart";

    private static final int NEVER = PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER;

    private static final long AS_LONG_AS_IT_TAKES_SECONDS = Duration.ofDays(1).toSeconds();

    private final Main camel = new Main();
    private final Settings settings;
    private final Database database;
    private final Inbox inbox;
    private final Loads loads;
    private final Chunks chunks = new Chunks();

    /**
     * Starts the routes.
     *
     * @param watching whether all of them; else only those that others call
     * @param edited whether they have never run before
     */
    private Daemon(
            Settings settings,
            Database database,
            MeterRegistry meters,
            boolean watching,
            boolean edited,
            Predicate<String> wanted)
            throws IOException {
        this.settings = settings;
        this.database = database;
        Path folder = settings.inbox();
        if (watching) {
            Files.createDirectories(folder);
        }
        inbox = new Inbox(
                folder,
                settings.duration(Setting.INBOX_STEADY_FOR),
                settings.duration(Setting.INBOX_RENAMED_STEADY_FOR),
                settings.encoding(),
                wanted,
                edited);
        loads = new Loads(meters);
        Ledger ledger = new Ledger(database.pool());
        RejectFile rejectFile = new RejectFile(folder, ledger::fate);
        Filing filing = new Filing(folder);

        // Who was asked to end ends it, in the order of things; and each exchange of routes would leave a hook behind.
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        camel.configure()
                .withName("segment-mart")
                .withAutoStartup(watching)
                // A route that cannot be built is told with its file and line.
                .withSourceLocationEnabled(true)
                .withRoutesIncludePattern("file:" + settings.routes() + "/*.camel.yaml");
        camel.setPropertyPlaceholderLocations("file:" + settings.properties());
        camel.setOverrideProperties(properties(settings, watching));
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                // The settings have been read from the environment already, with their paths made absolute.
                if (main.getCamelContext().getPropertiesComponent() instanceof PropertiesComponent properties) {
                    properties.setEnvironmentVariableMode(NEVER);
                    properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
                }
            }
        });
        camel.bind("dataSource", database.pool());
        camel.bind("required", required(database, TransactionDefinition.ISOLATION_READ_COMMITTED));
        camel.bind("oneMoment", required(database, TransactionDefinition.ISOLATION_REPEATABLE_READ));
        camel.bind("inbox", inbox);
        camel.bind("filing", filing);
        camel.bind("database-health", new DatabaseHealth(database));
        camel.bind("inbox-health", new InboxHealth(inbox));
        camel.bind(
                "recovery",
                new Recovery(folder, ledger, rejectFile, filing, settings.duration(Setting.INBOX_TIDY_PERIOD)));
        camel.bind("rejectFile", rejectFile);
        camel.bind("drop", new DropDataFormat());
        camel.bind("loads", loads);
        camel.bind("chunks", chunks);
        Refreshes refreshes = new Refreshes(settings.sql(), settings.isOn(Setting.MART_INCREMENTAL), meters);
        camel.bind("refreshes", refreshes);
        camel.bind("refresh-health", new RefreshHealth(refreshes));
        camel.bind("routes-health", new RoutesHealth(settings.home(), this::context));
        try {
            camel.start();
            if (!watching) {
                startCalledRoutes();
            }
        } catch (Exception | LinkageError e) {
            camel.stop();
            chunks.close();
            throw new RoutesWrong(settings.home().routes(), e);
        }
    }

    private static Properties properties(Settings settings, boolean watching) {
        Properties properties = settings.forCamel();
        // Whatever the file says of it.
        properties.setProperty("camel.main.auto-startup", String.valueOf(watching));
        return properties;
    }

    /** Starts the routes that others call; of those that begin of themselves, makes sure that they could. */
    private void startCalledRoutes() throws Exception {
        for (Route route : context().getRoutes()) {
            if (route.getEndpoint() instanceof DirectEndpoint) {
                context().getRouteController().startRoute(route.getId());
            } else {
                try {
                    ServiceHelper.initService(route.getEndpoint().createConsumer(exchange -> {}));
                } catch (Exception e) {
                    throw new FailedToCreateRouteException(
                            route.getId(),
                            route.getDescription(),
                            route.getEndpoint().getEndpointUri(),
                            e);
                }
            }
        }
    }

    /** Watches the inbox, with everything on that the settings turn on. */
    public static Daemon run(Settings settings, Database database) throws IOException {
        return run(settings, database, new CompositeMeterRegistry());
    }

    /**
     * Watches the inbox, with everything on that the settings turn on.
     *
     * @param meters count what it does
     */
    public static Daemon run(Settings settings, Database database, MeterRegistry meters) throws IOException {
        return new Daemon(settings, database, meters, true, false, anyName -> true);
    }

    /** As {@link #run(Settings, Database, MeterRegistry)}, over routes that were edited and have not run before. */
    public static Daemon runEdited(Settings settings, Database database, MeterRegistry meters) throws IOException {
        return new Daemon(settings, database, meters, true, true, anyName -> true);
    }

    /** Takes only some files out of the inbox, and refreshes only when told to. */
    public static Daemon load(Settings settings, Database database, Predicate<String> wanted) throws IOException {
        // Whoever names a file has it complete.
        Settings atOnce = onDemand(settings).with(Setting.INBOX_STEADY_FOR, "0s");
        return new Daemon(atOnce, database, new CompositeMeterRegistry(), true, false, wanted);
    }

    /** Takes no files and starts nothing of itself; for a refresh beside another process, and to try routes aside. */
    public static Daemon aside(Settings settings, Database database) throws IOException {
        return new Daemon(onDemand(settings), database, new CompositeMeterRegistry(), false, false, anyName -> false);
    }

    private static Settings onDemand(Settings settings) {
        return settings.with(Setting.MART_ON_COMPLETION, "false").with(Setting.MART_ON_TIMER, "false");
    }

    private static SpringTransactionPolicy required(Database database, int isolation) {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database.pool()));
        transaction.setIsolationLevel(isolation);
        return new SpringTransactionPolicy(transaction);
    }

    /** Refreshes the mart now if it is behind; {@code full} recomputes it all the same. */
    public void refresh(boolean full) {
        refresh("command", full);
    }

    /** Refreshes the mart if it is behind the rule. */
    public void followRule() {
        refresh("rule", false);
    }

    /**
     * Refreshes the mart now if it is behind.
     *
     * @param trigger what asks for it, as {@code data_mart.refresh} has it
     * @param full whether it is all recomputed, behind or not
     */
    public void refresh(String trigger, boolean full) {
        context()
                .createFluentProducerTemplate()
                .to("direct:refresh-mart")
                .withHeader("trigger", trigger)
                .withHeader("forced", full)
                .request();
    }

    /**
     * Takes a load out of staging; the mart follows with the next refresh.
     *
     * @throws CamelExecutionException with the cause if it could not be; then nothing has changed
     */
    public void retract(Retraction retraction) {
        context()
                .createFluentProducerTemplate()
                .to("direct:retract-load")
                .withExchangeProperty("retraction", retraction)
                .request();
    }

    public Settings settings() {
        return settings;
    }

    public Inbox inbox() {
        return inbox;
    }

    /** The load of a drop that is under way; null if there is none. */
    public @Nullable Load inHand(String dropName) {
        return loads.inHand(dropName);
    }

    /** How it is: database, inbox, routes and refresh, each with its reason if it is not well. */
    public Collection<HealthCheck.Result> health() {
        return HealthCheckHelper.invokeReadiness(context(), "full");
    }

    /** Why it is not well, in one sentence for each check that is down; empty where all is well. */
    public List<String> ailments() {
        return health().stream()
                .filter(result -> result.getState() == HealthCheck.State.DOWN)
                .map(result ->
                        result.getCheck().getId() + ": " + result.getMessage().orElse(""))
                .toList();
    }

    /** Routes that the product consists of and that are not there. */
    public List<String> missingRoutes() {
        return RoutesHealth.SHIPPED.stream()
                .filter(id -> context().getRoute(id) == null)
                .toList();
    }

    /** The database over whose pool its routes run. */
    public Database database() {
        return database;
    }

    public CamelContext context() {
        return camel.getCamelContext();
    }

    /** Takes no more drops, and ends the routes once what is in hand has ended, however long that takes. */
    public void closeOnceIdle() {
        context().getShutdownStrategy().setTimeout(AS_LONG_AS_IT_TAKES_SECONDS);
        close();
    }

    /** Ends the routes, once the drop in hand has come to an end. */
    @Override
    public void close() {
        inbox.end();
        camel.stop();
        chunks.close();
    }
}
