package segmentmart.cli;

/** A command that ends early, with nothing more to say: nobody reads on, or it was asked to end. */
final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    Ended(int exitCode) {
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
