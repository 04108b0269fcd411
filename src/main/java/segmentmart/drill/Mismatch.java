package segmentmart.drill;

/** The first thing that is not as it must be. */
final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
        super(message);
    }
}
