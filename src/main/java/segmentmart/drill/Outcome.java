package segmentmart.drill;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a drill has shown.
 *
 * @param rounds up to the fault, if there was one
 * @param drops that came in
 * @param rows of staging and mart that were right when they were last looked at
 * @param kills by where they struck
 * @param fault the first row that was lost or doubled, or what else was not as it must be; null if nothing was
 */
public record Outcome(
        int rounds,
        int drops,
        long rows,
        Map<String, Integer> kills,
        @Nullable String fault) {
    /** Whether no row was lost and none doubled. */
    public boolean passed() {
        return fault == null;
    }

    /** The outcome in one sentence. */
    public String sentence() {
        return fault != null
                ? "NOT exactly once, in round " + rounds + ": " + fault
                : String.format(
                        Locale.ROOT,
                        "exactly once: %,d drops, %,d rows of staging and mart, %d kills %s: none lost, none doubled",
                        drops,
                        rows,
                        rounds,
                        kills);
    }
}
