package segmentmart.mart;

/** A figure of a relation is wrong: the refresh is rolled back, and what was published before stays. */
public final class CheckFailed extends Exception {
    private static final long serialVersionUID = 1L;

    CheckFailed(String message) {
        super(message);
    }
}
