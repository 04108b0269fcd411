package segmentmart.daemon;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import segmentmart.intake.Inbox;

/** Whether no drop waits after a failed try; else which, and why. Safe for many threads. */
final class InboxHealth extends AbstractHealthCheck {
    private static final int MOST_TOLD = 5;

    private final Inbox inbox;

    InboxHealth(Inbox inbox) {
        super(Daemon.HEALTH_GROUP, "inbox");
        this.inbox = inbox;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Map<String, String> waits = inbox.waits();
        if (waits.isEmpty()) {
            builder.up();
            return;
        }
        String told = waits.entrySet().stream()
                .limit(MOST_TOLD)
                .map(wait -> (wait.getKey().isEmpty() ? "all drops wait" : wait.getKey() + " waits") + ": "
                        + wait.getValue())
                .collect(Collectors.joining("; "));
        builder.message(told).down();
    }
}
