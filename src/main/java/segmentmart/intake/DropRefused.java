package segmentmart.intake;

/** A drop that cannot be loaded for what lies in the drop itself. The message says the fact, the cure what to do. */
public final class DropRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String cure;

    public DropRefused(String fact, String cure) {
        super(fact);
        this.cure = cure;
    }

    public String cure() {
        return cure;
    }
}
