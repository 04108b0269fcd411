package segmentmart.daemon;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import segmentmart.mart.Refreshes;

/** Whether the last refresh of the mart went well; else why not. Safe for many threads. */
final class RefreshHealth extends AbstractHealthCheck {
    private final Refreshes refreshes;

    RefreshHealth(Refreshes refreshes) {
        super(Daemon.HEALTH_GROUP, "refresh");
        this.refreshes = refreshes;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        String error = refreshes.lastError();
        if (error == null) {
            builder.up();
        } else {
            builder.message("the last refresh failed, the mart is as it was before: " + error)
                    .down();
        }
    }
}
