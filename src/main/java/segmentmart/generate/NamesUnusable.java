package segmentmart.generate;

/** Dumps of names from which no full names can be made; the message says which, why, and what to do. */
public final class NamesUnusable extends Exception {
    private static final long serialVersionUID = 1L;

    NamesUnusable(String message) {
        super(message);
    }
}
