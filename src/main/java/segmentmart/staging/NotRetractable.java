package segmentmart.staging;

/** A drop or load that cannot be taken out: there is none, or it does not count any more. */
public final class NotRetractable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean known;

    NotRetractable(boolean known, String message) {
        super(message);
        this.known = known;
    }

    /** Whether just one such load is known, which does not count any more. */
    public boolean isKnown() {
        return known;
    }
}
