package segmentmart.daemon;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.springframework.jdbc.core.simple.JdbcClient;
import segmentmart.database.Database;
import segmentmart.intake.Cause;

/** Whether the database answers and can be written to. Safe for many threads. */
final class DatabaseHealth extends AbstractHealthCheck {
    private static final int PATIENCE_SECONDS = 2;

    private final Database database;

    DatabaseHealth(Database database) {
        super(Daemon.HEALTH_GROUP, "database");
        this.database = database;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("database", database.server().toString());
        try {
            if (isReadOnly()) {
                builder.message("database " + database.server() + " is read-only; drops wait in the inbox")
                        .down();
            } else {
                builder.up();
            }
        } catch (ExecutionException | TimeoutException e) {
            builder.message("database " + database.server() + " cannot be used: " + fact(e)
                            + "; drops wait in the inbox")
                    .down();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            builder.unknown();
        }
    }

    /** Asks on a thread of its own: whoever asks for health does not wait as long as a pool may. */
    private boolean isReadOnly() throws ExecutionException, TimeoutException, InterruptedException {
        FutureTask<Boolean> asked = new FutureTask<>(() -> JdbcClient.create(database.pool())
                .sql("select current_setting('transaction_read_only')::boolean")
                .query(Boolean.class)
                .single());
        Thread thread = new Thread(asked, "database-health");
        thread.setDaemon(true);
        thread.start();
        return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static String fact(Exception e) {
        return e instanceof TimeoutException
                ? "it does not answer within " + PATIENCE_SECONDS + " s"
                : Cause.describe(e, null);
    }
}
