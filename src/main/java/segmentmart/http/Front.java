package segmentmart.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.web.handler.AuthenticationHandler;
import io.vertx.ext.web.handler.BasicAuthHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationConfigEntry;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationHandlerFactory;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.intake.Cause;

/**
 * Health and metrics over HTTP, by routes of a Camel of its own: it answers before the database is there, and while the
 * routes of the home are exchanged.
 */
public final class Front implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Front.class);

    private final Main camel = new Main();
    private final String address;
    private final CompletableFuture<Void> started;

    /** The port cannot be had. */
    public static final class PortTaken extends Exception {
        private static final long serialVersionUID = 1L;

        PortTaken(String host, int port, Exception cause) {
            super("http.port " + port + " of " + host + " cannot be had: " + Cause.describe(cause, null)
                    + "; end what listens there, or set http.port to another one (0 for any that is free)");
        }
    }

    private Front(Settings settings, int port, Health health, Meters meters) {
        String host = settings.get(Setting.HTTP_HOST);
        address = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(host);
        configuration.setBindPort(port);
        configuration.getBodyHandler().setHandleFileUploads(false);
        if (!settings.get(Setting.HTTP_USER).isEmpty()) {
            configuration.setAuthenticationConfig(basic(settings));
        }
        // Who was asked to end ends it, last of all.
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        camel.configure()
                .withName("segment-mart-http")
                .withRoutesIncludePattern("classpath:segmentmart/http/*.camel.yaml");
        camel.bind("health", health);
        camel.bind("meters", meters);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport main) {
                try {
                    main.getCamelContext().addService(new VertxPlatformHttpServer(configuration));
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
        return new Front(settings, free(settings.get(Setting.HTTP_HOST), port), health, meters);
    }

    /** Where it listens, such as {@code http://127.0.0.1:8080}. */
    public String address() {
        return address;
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

    private static AuthenticationConfig basic(Settings settings) {
        byte[] expected = digest(settings.get(Setting.HTTP_USER), settings.get(Setting.HTTP_PASS));
        AuthenticationConfigEntry entry = new AuthenticationConfigEntry();
        entry.setPath("/*");
        entry.setAuthenticationProviderFactory(vertx -> new OneUser(expected));
        entry.setAuthenticationHandlerFactory(new AuthenticationHandlerFactory() {
            @Override
            public <T extends AuthenticationProvider> AuthenticationHandler createAuthenticationHandler(T provider) {
                return BasicAuthHandler.create(provider, "Segment Mart");
            }
        });
        AuthenticationConfig config = new AuthenticationConfig(List.of(entry));
        config.setEnabled(true);
        return config;
    }

    private static byte[] digest(String user, String password) {
        return DigestUtils.sha256((user + '\0' + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Lets one user in; how long that takes to tell says nothing of the password. */
    private static final class OneUser implements AuthenticationProvider {
        private final byte[] expected;

        OneUser(byte[] expected) {
            this.expected = expected;
        }

        @Override
        @SuppressWarnings("deprecation") // what Vert.x 4 calls in the end
        public void authenticate(JsonObject credentials, Handler<AsyncResult<User>> handler) {
            String user = credentials.getString("username", "");
            boolean known = MessageDigest.isEqual(expected, digest(user, credentials.getString("password", "")));
            handler.handle(
                    known
                            ? Future.succeededFuture(User.fromName(user))
                            : Future.failedFuture("unknown user or wrong password"));
        }
    }

    @Override
    public void close() {
        started.join();
        camel.stop();
    }
}
