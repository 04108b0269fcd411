package segmentmart.intake;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** Why a route failed, in one line: what Camel and Spring wrapped, and the step it happened at. */
public final class Cause {
    private static final String DATA_EXCEPTION = "22";
    private static final Pattern QUOTED = Pattern.compile("\".*\"", Pattern.DOTALL);

    /** What Camel adds for those who debug it: the whole query, the exchange, the address of an object. */
    private static final Pattern NOISE = Pattern.compile(" to use when setting named parameter in query \\[.*"
            + "|( on the exchange:|\\.) Exchange\\[[^]]*]|@[0-9a-f]{5,} of type: [\\w.$]+");

    private Cause() {}

    /**
     * Describes a failure.
     *
     * @param endpoint that failed, as Camel names it; null where it does not know
     */
    public static String describe(Throwable failure, @Nullable String endpoint) {
        Throwable root = root(failure);
        String message = NOISE.matcher(withoutValues(root).replaceAll("\\s*\\R\\s*", " "))
                .replaceAll("")
                .strip();
        String step = step(failure, endpoint);
        return (step.isEmpty() ? "" : step + ": ")
                + (message.equals("null") ? root.getClass().getSimpleName() : message)
                + (root instanceof FileSystemException file && file.getReason() == null ? ": " + fact(file) : "");
    }

    /**
     * What an exception says. Where PostgreSQL could not make something of a value it quotes it, which may be somebody's
     * name: then without what is quoted.
     */
    public static String withoutValues(Throwable failure) {
        return failure instanceof SQLException sql
                        && String.valueOf(sql.getSQLState()).startsWith(DATA_EXCEPTION)
                ? withoutQuotes(String.valueOf(failure.getMessage()))
                : String.valueOf(failure.getMessage());
    }

    /** A message without anything that it quotes, from the first quote to the last: a value may hold some itself. */
    public static String withoutQuotes(String message) {
        return QUOTED.matcher(message).replaceAll("\"…\"");
    }

    /** The first exception; where a rollback failed too, that which made it necessary. */
    public static Throwable root(Throwable failure) {
        List<Throwable> chain = chain(failure);
        return chain.stream().filter(DropRefused.class::isInstance).findFirst().orElse(chain.get(chain.size() - 1));
    }

    /** An exception and those under it; under that of a failed rollback, the one that made it necessary. */
    static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        Throwable at = failure;
        while (at != null && !chain.contains(at)) {
            chain.add(at);
            at = at instanceof TransactionSystemException rollback && rollback.getApplicationException() != null
                    ? rollback.getApplicationException()
                    : at.getCause();
        }
        return chain;
    }

    /** What is the matter with a file or folder, where the exception itself only names it. */
    private static String fact(FileSystemException file) {
        if (file instanceof FileAlreadyExistsException) {
            return "a file lies where the folder must be, move it away";
        }
        if (file instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        return file instanceof AccessDeniedException
                ? "access is denied"
                : file.getClass().getSimpleName().replace("Exception", "");
    }

    /** The SQL file or endpoint; one inside a split is known only to the exchange of that part. */
    private static String step(Throwable failure, @Nullable String endpoint) {
        String known = endpoint == null ? "" : endpoint;
        for (Throwable at : chain(failure)) {
            if (at instanceof CamelExchangeException part && part.getExchange() != null) {
                known = part.getExchange().getProperty(Exchange.TO_ENDPOINT, known, String.class);
            }
        }
        int options = known.indexOf('?');
        String plain = options < 0 ? known : known.substring(0, options);
        return plain.endsWith(".sql") ? plain.substring(plain.lastIndexOf('/') + 1) : "";
    }
}
