package segmentmart.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether every route that the product consists of runs, and every one that was added; those that a setting turns off
 * aside. Safe for many threads.
 */
public final class RoutesHealth extends AbstractHealthCheck {
    /** The routes as shipped: without one of them, drops are not loaded or the mart does not follow. */
    public static final List<String> SHIPPED = List.of(
            "check-mart",
            "close-load",
            "end-drop",
            "file-failed-drop",
            "file-loaded-drop",
            "judge-drop",
            "keep-tallies",
            "load-clients",
            "load-product-usage",
            "put-off-drop",
            "record-failed-drop",
            "refresh-mart",
            "refresh-on-completion",
            "refresh-on-timer",
            "renew-relations",
            "retract-load",
            "rewrite-mart",
            "set-aside-rejects",
            "take-drop",
            "tidy-inbox");

    private final Home home;
    private final Supplier<CamelContext> camel;

    RoutesHealth(Home home, Supplier<CamelContext> camel) {
        super(Daemon.HEALTH_GROUP, "routes");
        this.home = home;
        this.camel = camel;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        CamelContext context = camel.get();
        List<String> troubles = new ArrayList<>();
        for (String id : SHIPPED) {
            if (context.getRoute(id) == null) {
                troubles.add("route " + id + " does not run: no file in " + home.routes() + " has it; put " + id
                        + ".camel.yaml back (copies of earlier routes are in " + home.revisions() + ")");
            }
        }
        for (Route route : context.getRoutes()) {
            ServiceStatus status = context.getRouteController().getRouteStatus(route.getId());
            if (status != ServiceStatus.Started && !Boolean.FALSE.equals(route.isAutoStartup())) {
                troubles.add("route " + route.getId() + " does not run, it is " + status);
            }
        }
        if (troubles.isEmpty()) {
            builder.up();
        } else {
            builder.message(String.join("; ", troubles)).down();
        }
    }
}
