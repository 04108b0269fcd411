package segmentmart.database;

/** The database cannot be used: it is away, refuses the login, is too old, or could not be started. */
public final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unreachable(String message, Throwable cause) {
        super(message, cause);
    }

    public Unreachable(String message) {
        super(message);
    }
}
