package segmentmart.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import segmentmart.dashboard.Contract;
import segmentmart.dashboard.Problem;

/** Camel's HTTP server with a guard before its routes, and an answer where there is no route. */
final class GuardedServer extends VertxPlatformHttpServer {
    private static final int BEFORE_ALL = -1;

    private final int port;
    private final Guard guard;
    private final Contract contract;
    private final Uploads uploads;

    GuardedServer(VertxPlatformHttpServerConfiguration configuration, Guard guard, Contract contract, Uploads uploads) {
        super(configuration);
        this.port = configuration.getBindPort();
        this.guard = guard;
        this.contract = contract;
        this.uploads = uploads;
    }

    /** Once there is a router, and before anybody can ask. */
    @Override
    protected void startServer() throws Exception {
        Router router =
                VertxPlatformHttpRouter.lookup(getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(port));
        router.route().order(BEFORE_ALL).handler(guard).failureHandler(GuardedServer::tell);
        // Camel would hold the whole of the file in memory.
        router.put("/api/drops/:drop_name").handler(uploads);
        router.route("/*").last().handler(this::refuse);
        super.startServer();
    }

    /** Where no route answers. */
    private void refuse(RoutingContext context) {
        String path = context.normalizedPath();
        List<String> possible = contract.methods(path);
        if (possible.isEmpty()) {
            Guard.refuse(
                    context,
                    new Problem(404, "There is no such thing", "nothing is at " + path + ": see /api/openapi.json"));
        } else {
            context.response().putHeader("Allow", String.join(", ", possible));
            Guard.refuse(
                    context,
                    new Problem(
                            405,
                            "Not so",
                            context.request().method() + " is not possible on " + path + ": see /api/openapi.json"));
        }
    }

    /** What failed before a route of Camel had it. */
    private static void tell(RoutingContext context) {
        switch (context.statusCode()) {
            case 401 ->
                Guard.refuse(
                        context,
                        new Problem(
                                401, "Who asks?", "give the name and password of HTTP_USER and HTTP_PASS by Basic"));
            case 413 ->
                Guard.refuse(
                        context,
                        new Problem(
                                413, "The request is too large", "only drops are large: put them to /api/drops/NAME"));
            default -> context.next();
        }
    }
}
