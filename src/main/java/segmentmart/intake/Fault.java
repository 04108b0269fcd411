package segmentmart.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.IncorrectUpdateSemanticsDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Where the fault lies when a try to load a drop fails for something that the drop itself does not show. */
public enum Fault {
    /** The database is away, full, read-only or out of connections: no drop can be loaded now. */
    DATABASE,

    /** Something else around the drop: a disk, a lock that another load has, SQL that was edited. */
    AROUND,

    /** Nothing of that. The drop may well bring it about each time; its tries are counted. */
    UNKNOWN;

    /** SQLSTATE classes of a server that is in trouble, or lets nobody in, see PostgreSQL's appendix of error codes. */
    private static final Set<String> SERVER_TROUBLE = Set.of("08", "28", "3D", "53", "58");

    /** SQLSTATE classes of conflicts, edited SQL and objects that are not as expected. */
    private static final Set<String> NOT_BY_DATA = Set.of("0A", "25", "26", "3F", "40", "42", "55", "57", "F0");

    private static final String READ_ONLY = "25006";
    private static final String SHUTDOWN = "57P";
    private static final String CORRUPTED = "XX00";

    /** Tells from the exception that a try ended with. */
    public static Fault of(Throwable failure) {
        for (Throwable cause : Cause.chain(failure)) {
            if (cause instanceof SQLException sql) {
                return of(sql.getSQLState());
            }
            if (cause instanceof CannotGetJdbcConnectionException
                    || cause instanceof CannotCreateTransactionException) {
                return DATABASE;
            }
            if (cause instanceof IOException
                    || cause instanceof UncheckedIOException
                    || cause instanceof IncorrectUpdateSemanticsDataAccessException) {
                return AROUND;
            }
        }
        // What Camel itself complains of is in the routes: a parameter, bean or endpoint that is not there.
        return Cause.root(failure).getClass().getName().startsWith("org.apache.camel.") ? AROUND : UNKNOWN;
    }

    private static Fault of(@Nullable String state) {
        // The pool and the driver give no state where they never reached a server.
        if (state == null || state.equals(READ_ONLY) || state.startsWith(SHUTDOWN)) {
            return DATABASE;
        }
        boolean corrupted = state.startsWith(CORRUPTED) && !state.endsWith("0");
        String category = state.substring(0, Math.min(2, state.length()));
        if (corrupted || SERVER_TROUBLE.contains(category)) {
            return DATABASE;
        }
        return NOT_BY_DATA.contains(category) ? AROUND : UNKNOWN;
    }
}
