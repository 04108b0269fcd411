package segmentmart.intake;

import java.util.List;

/** A drop that cannot be loaded for what lies in the drop itself. The message says the fact, the cure what to do. */
public final class DropRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String cure;
    private final transient List<String> details;

    public DropRefused(String fact, String cure) {
        this(fact, cure, List.of());
    }

    /**
     * A refusal with more to say than a sentence.
     *
     * @param details lines for the text beside the failed file
     */
    public DropRefused(String fact, String cure, List<String> details) {
        super(fact);
        this.cure = cure;
        this.details = List.copyOf(details);
    }

    List<String> details() {
        return details;
    }

    public String cure() {
        return cure;
    }
}
