package segmentmart.daemon;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import segmentmart.database.Database;

/** Whether the database answers and can be written to. Safe for many threads. */
final class DatabaseHealth extends AbstractHealthCheck {
    private final Database database;

    DatabaseHealth(Database database) {
        super(Daemon.HEALTH_GROUP, "database");
        this.database = database;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("database", database.server().toString());
        try {
            boolean isReadOnly = JdbcClient.create(database.pool())
                    .sql("select current_setting('transaction_read_only')::boolean")
                    .query(Boolean.class)
                    .single();
            if (isReadOnly) {
                builder.message("database " + database.server() + " is read-only; drops wait in the inbox")
                        .down();
            } else {
                builder.up();
            }
        } catch (DataAccessException e) {
            builder.message("database " + database.server() + " cannot be used: "
                            + e.getMostSpecificCause().getMessage() + "; drops wait in the inbox")
                    .down();
        }
    }
}
