package segmentmart.intake;

import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** Why a route failed, in one line: what Camel and Spring wrapped, and the step it happened at. */
public final class Cause {
    private Cause() {}

    /**
     * Describes a failure.
     *
     * @param endpoint that failed, as Camel names it; null where it does not know
     */
    public static String describe(Throwable failure, @Nullable String endpoint) {
        Throwable root = root(failure);
        String message =
                String.valueOf(root.getMessage()).replaceAll("\\s*\\R\\s*", " ").strip();
        String step = step(failure, endpoint);
        return (step.isEmpty() ? "" : step + ": ")
                + (message.equals("null") ? root.getClass().getSimpleName() : message);
    }

    /** The first exception; where a rollback failed too, that which made it necessary. */
    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (!(root instanceof DropRefused)) {
            Throwable inner = root.getCause();
            if (root instanceof TransactionSystemException rollback && rollback.getApplicationException() != null) {
                inner = rollback.getApplicationException();
            }
            if (inner == null) {
                return root;
            }
            root = inner;
        }
        return root;
    }

    /** The SQL file or endpoint; one inside a split is known only to the exchange of that part. */
    private static String step(Throwable failure, @Nullable String endpoint) {
        String known = endpoint == null ? "" : endpoint;
        Throwable at = failure;
        while (at != null) {
            if (at instanceof CamelExchangeException part && part.getExchange() != null) {
                known = part.getExchange().getProperty(Exchange.TO_ENDPOINT, known, String.class);
            }
            at = at instanceof TransactionSystemException rollback && rollback.getApplicationException() != null
                    ? rollback.getApplicationException()
                    : at.getCause();
        }
        int options = known.indexOf('?');
        String plain = options < 0 ? known : known.substring(0, options);
        return plain.endsWith(".sql") ? plain.substring(plain.lastIndexOf('/') + 1) : "";
    }
}
