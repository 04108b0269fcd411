package segmentmart.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.daemon.Product;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.dashboard.Answers;
import segmentmart.dashboard.Contract;
import segmentmart.dashboard.Downloads;
import segmentmart.dashboard.Editions;
import segmentmart.dashboard.Page;
import segmentmart.dashboard.Problems;
import segmentmart.database.Database;
import segmentmart.intake.Cause;
import segmentmart.tuning.Tuning;

/**
 * The dashboard, its API, health and metrics over HTTP, by routes of a Camel of its own: it answers before the database
 * is there, and while the routes of the home are exchanged.
 */
public final class Front implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Front.class);

    /** No request but that of a drop has a body to speak of. */
    private static final long MAX_BODY_BYTES = 64 * 1024;

    private static final long MEGABYTE = 1_000_000;
    private static final int READERS = 6;
    /** What takes longer, a large download, is broken off. */
    private static final int LAST_ANSWERS_SECONDS = 2;

    private final Main camel = new Main();
    private final String address;
    private final CompletableFuture<Void> started;
    private final LateDatabase readers = new LateDatabase();
    private final LateDatabase keeper = new LateDatabase();
    private final Operations operations;
    private @Nullable Database readerConnections;

    /** The port cannot be had. */
    public static final class PortTaken extends Exception {
        private static final long serialVersionUID = 1L;

        PortTaken(String host, int port, Exception cause) {
            super("http.port " + port + " of " + host + " cannot be had: " + Cause.describe(cause, null)
                    + "; end what listens there, or set http.port to another one (0 for any that is free)");
        }
    }

    private Front(Settings settings, int port, Health health, Meters meters, String version) {
        String host = settings.get(Setting.HTTP_HOST);
        address = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(host);
        configuration.setBindPort(port);
        configuration.getBodyHandler().setHandleFileUploads(false);
        configuration.setMaxBodySize(MAX_BODY_BYTES);
        if (!settings.get(Setting.HTTP_USER).isEmpty()) {
            configuration.setAuthenticationConfig(
                    OneUser.alone(settings.get(Setting.HTTP_USER), settings.get(Setting.HTTP_PASS)));
        }
        // Who was asked to end ends it, last of all.
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        camel.configure()
                .withName("segment-mart-http")
                .withRoutesIncludePattern(
                        "classpath:segmentmart/dashboard/*.camel.yaml,classpath:segmentmart/http/*.camel.yaml");
        // As for the routes of the home: Camel would take a # of SQL for a parameter.
        camel.addInitialProperty("camel.component.sql.use-placeholder", "false");
        camel.addInitialProperty("camel.component.platform-http.header-filter-strategy", "#headers");
        camel.bind("headers", headers());
        Contract contract = new Contract();
        Uploads uploads = new Uploads(settings.inbox(), MEGABYTE * settings.count(Setting.HTTP_MAX_UPLOAD_MB));
        uploads.tidy();
        Guard guard = new Guard(settings.names(Setting.HTTP_HOSTS));
        operations = new Operations(uploads);
        camel.bind("health", health);
        camel.bind("meters", meters);
        camel.bind("readers", readers);
        camel.bind("keeper", keeper);
        camel.bind("contract", contract);
        camel.bind("editions", new Editions(version));
        camel.bind("problems", new Problems());
        camel.bind("answers", new Answers(readers));
        camel.bind("downloads", new Downloads(readers));
        camel.bind("operations", operations);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                try {
                    camel.bind("page", new Page());
                    main.getCamelContext().addService(new GuardedServer(configuration, guard, contract, uploads));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        // Beside the start of the database, which takes as long.
        started = CompletableFuture.runAsync(this::start, task -> new Thread(task, "http-start").start());
    }

    private void start() {
        try {
            camel.start();
        } catch (RuntimeException e) {
            log.error("{} cannot be had, there is no health and no metrics: {}", address, Cause.describe(e, null));
        }
    }

    /**
     * Opens the port.
     *
     * @param port to listen on; 0 for any that is free
     */
    public static Front open(Settings settings, int port, Health health, Meters meters) throws PortTaken {
        return new Front(settings, free(settings.get(Setting.HTTP_HOST), port), health, meters, Product.version());
    }

    /** Answers out of this database, and for these routes, from now on. */
    public void answersFor(Database database, Tuning tuning) {
        Database connections = database.readers(READERS);
        readers.of(connections.pool());
        keeper.of(database.pool());
        readerConnections = connections;
        operations.answersFor(tuning);
    }

    /** Where it listens, such as {@code http://127.0.0.1:8080}. */
    public String address() {
        return address;
    }

    /** Camel leaves Cache-Control to whoever serves HTTP; here that is the routes. */
    private static HeaderFilterStrategy headers() {
        HttpHeaderFilterStrategy headers = new HttpHeaderFilterStrategy();
        headers.getOutFilter().remove("cache-control");
        return headers;
    }

    private static int free(String host, int port) throws PortTaken {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PortTaken(host, port, e);
        }
    }

    @Override
    public void close() {
        operations.answersFor(null);
        started.join();
        if (camel.getCamelContext() != null) {
            camel.getCamelContext().getShutdownStrategy().setTimeout(LAST_ANSWERS_SECONDS);
            camel.getCamelContext().getShutdownStrategy().setSuppressLoggingOnTimeout(true);
        }
        camel.stop();
        if (readerConnections != null) {
            readerConnections.close();
        }
    }
}
