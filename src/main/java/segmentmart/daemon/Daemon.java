package segmentmart.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
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

/** Camel over the routes of a home: camel-main with the beans that the routes name. */
public final class Daemon implements AutoCloseable {
    private static final int NEVER = PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER;

    private static final List<String> ALL_ROUTES = List.of("*.camel.yaml");
    private static final List<String> REFRESH_ROUTES =
            List.of("errors.camel.yaml", "refresh-mart.camel.yaml", "rewrite-mart.camel.yaml");

    private final Main camel = new Main();
    private final Inbox inbox;
    private final Loads loads = new Loads();
    private final Chunks chunks = new Chunks();

    private Daemon(Settings settings, Database database, List<String> routes, Predicate<String> wanted)
            throws IOException {
        Path folder = settings.inbox();
        Files.createDirectories(folder);
        inbox = new Inbox(
                folder,
                settings.duration(Setting.INBOX_STEADY_FOR),
                settings.duration(Setting.INBOX_RENAMED_STEADY_FOR),
                settings.encoding(),
                wanted);
        Ledger ledger = new Ledger(database.pool());
        RejectFile rejectFile = new RejectFile(folder, ledger::fate);
        Filing filing = new Filing(folder);

        camel.configure()
                .withName("segment-mart")
                .withRoutesIncludePattern(included(settings.home().routes(), routes));
        camel.setPropertyPlaceholderLocations("file:" + settings.home().properties());
        camel.setOverrideProperties(settings.forCamel());
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
        camel.bind("required", required(database));
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
        camel.bind(
                "refreshes",
                new Refreshes(
                        settings.home().sql().resolve("client_segments.sql"), settings.isOn(Setting.MART_INCREMENTAL)));
        try {
            camel.start();
        } catch (RuntimeException e) {
            camel.stop();
            throw new RoutesWrong(settings.home().routes(), e);
        }
    }

    /** Watches the inbox, with everything on that the settings turn on. */
    public static Daemon run(Settings settings, Database database) throws IOException {
        return new Daemon(settings, database, ALL_ROUTES, anyName -> true);
    }

    /** Takes only some files out of the inbox, and refreshes only when told to. */
    public static Daemon load(Settings settings, Database database, Predicate<String> wanted) throws IOException {
        // Whoever names a file has it complete.
        Settings atOnce = onDemand(settings).with(Setting.INBOX_STEADY_FOR, "0s");
        return new Daemon(atOnce, database, ALL_ROUTES, wanted);
    }

    /** Takes no files at all; for a refresh beside another process. */
    public static Daemon refreshOnly(Settings settings, Database database) throws IOException {
        return new Daemon(onDemand(settings), database, REFRESH_ROUTES, anyName -> false);
    }

    private static String included(Path folder, List<String> patterns) {
        return patterns.stream()
                .map(pattern -> "file:" + folder + "/" + pattern)
                .collect(Collectors.joining(","));
    }

    private static Settings onDemand(Settings settings) {
        return settings.with(Setting.MART_ON_COMPLETION, "false").with(Setting.MART_ON_TIMER, "false");
    }

    private static SpringTransactionPolicy required(Database database) {
        SpringTransactionPolicy policy = new SpringTransactionPolicy(new JdbcTransactionManager(database.pool()));
        policy.setPropagationBehaviorName("PROPAGATION_REQUIRED");
        return policy;
    }

    /** Refreshes the mart now if it is behind; {@code full} recomputes it all the same. */
    public void refresh(boolean full) {
        context()
                .createFluentProducerTemplate()
                .to("direct:refresh-mart")
                .withHeader("trigger", "command")
                .withHeader("forced", full)
                .request();
    }

    public Inbox inbox() {
        return inbox;
    }

    /** The load of a drop that is under way; null if there is none. */
    public @Nullable Load inHand(String dropName) {
        return loads.inHand(dropName);
    }

    /** Why it is not well, in one sentence for each check that is down; empty where all is well. */
    public List<String> ailments() {
        return HealthCheckHelper.invoke(context()).stream()
                .filter(result -> result.getState() == HealthCheck.State.DOWN)
                .map(result ->
                        result.getCheck().getId() + ": " + result.getMessage().orElse(""))
                .toList();
    }

    public CamelContext context() {
        return camel.getCamelContext();
    }

    /** Ends the routes, once the drop in hand has come to an end. */
    @Override
    public void close() {
        inbox.end();
        camel.stop();
        chunks.close();
    }
}
