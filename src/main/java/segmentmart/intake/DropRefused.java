package segmentmart.intake;

import java.util.List;

/**
 * A drop that cannot be loaded for what lies in the drop itself. The message says the fact, without anything that stands
 * in the drop, for that may be somebody's name; the cure says what to do.
 */
public final class DropRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String shown;
    private final String cure;
    private final transient List<String> details;

    public DropRefused(String fact, String cure) {
        this(fact, "", cure, List.of());
    }

    /**
     * A refusal with more to say than a sentence.
     *
     * @param shown goes on with the fact by what stands in the drop: for whoever may see that
     * @param details lines for the text beside the failed file
     */
    public DropRefused(String fact, String shown, String cure, List<String> details) {
        super(fact);
        this.shown = shown;
        this.cure = cure;
        this.details = List.copyOf(details);
    }

    List<String> details() {
        return details;
    }

    /** The fact, with what stands in the drop. */
    public String whole() {
        return getMessage() + shown;
    }

    public String cure() {
        return cure;
    }
}
