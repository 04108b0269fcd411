package segmentmart.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Lets the pool part with a connection that cannot write: after a failover the next one reaches another server. */
public final class EvictReadOnly implements SQLExceptionOverride {
    private static final String READ_ONLY = "25006";

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        return READ_ONLY.equals(e.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
