package segmentmart.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Lets the pool part with a connection that cannot write: after a failover the next one reaches another server. But not
 * with one over which something was asked that PostgreSQL does not offer: that is about the question, and the
 * transaction has still to be rolled back.
 */
public final class EvictReadOnly implements SQLExceptionOverride {
    private static final String READ_ONLY = "25006";
    private static final String NOT_OFFERED = "0A000";

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        if (NOT_OFFERED.equals(e.getSQLState())) {
            return Override.DO_NOT_EVICT;
        }
        return READ_ONLY.equals(e.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
