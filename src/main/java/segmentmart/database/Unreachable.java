package segmentmart.database;

/** The database cannot be used: it is away, refuses the login, is too old, or could not be started. */
public final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean forGood;

    /** A database that may come back. */
    public Unreachable(String message, Throwable cause) {
        super(message, cause);
        this.forGood = false;
    }

    /** A database that may come back, or not. */
    Unreachable(String message, Throwable cause, boolean forGood) {
        super(message, cause);
        this.forGood = forGood;
    }

    /** A database that waiting does not mend. */
    public Unreachable(String message) {
        super(message);
        this.forGood = true;
    }

    /** Whether waiting does not mend it. */
    public boolean isForGood() {
        return forGood;
    }
}
