package segmentmart.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import segmentmart.lineage.Reason.Cause;

/** Finds out of a trail why a client is not in the mart, or why his figures there are behind. For one thread. */
final class Reasons {
    private final Trail trail;
    private final String client;
    private final List<Reason> found = new ArrayList<>();

    private Reasons(Trail trail) {
        this.trail = trail;
        this.client = "client " + trail.id();
    }

    /** The reasons that a trail shows, the one to mend first before the others. */
    static List<Reason> of(Trail trail) {
        Reasons reasons = new Reasons(trail);
        if (trail.mart() != null) {
            reasons.behind();
        } else if (!reasons.lackOfRows()) {
            reasons.behind();
            if (reasons.found.isEmpty()) {
                reasons.rule();
            }
        }
        trail.rejects().forEach(reasons::reject);
        return List.copyOf(reasons.found);
    }

    /** Whether staging lacks what puts a client into the mart: his row, or a use. */
    private boolean lackOfRows() {
        if (trail.client() == null && trail.history().count() > 0) {
            Map<String, @Nullable Object> last = trail.history().newest().get(0);
            add(
                    Cause.REMOVED,
                    "load %s (%s) took %s out of the base, who was in load %s (%s): drop a clients file that holds him"
                            .formatted(
                                    last.get("replaced_by_load_id"),
                                    last.get("replaced_by_drop_name"),
                                    client,
                                    last.get("load_id"),
                                    last.get("drop_name")));
        } else if (trail.client() == null && !trail.uses().isEmpty()) {
            add(
                    Cause.ORPHAN,
                    "no drop names %s, and %s of him %s for that: drop a clients file that holds him"
                            .formatted(client, uses(), trail.allUses() == 1 ? "waits" : "wait"));
        }
        if (trail.client() != null && trail.uses().isEmpty()) {
            add(
                    Cause.NO_USES,
                    "no drop holds a use of %s, and segments begin at one product: drop a product_usage file that does"
                            .formatted(client));
        }
        return trail.client() == null || trail.uses().isEmpty();
    }

    private String uses() {
        return String.format(Locale.ROOT, "%,d use%s", trail.allUses(), trail.allUses() == 1 ? "" : "s");
    }

    private void behind() {
        Object error = trail.refresh() == null ? null : trail.refresh().get("error");
        if (error != null) {
            add(
                    Cause.REFRESH_FAILED,
                    "the last refresh failed, and the mart is as it was before: %s; mend that, and run segment-mart refresh"
                            .formatted(error));
        }
        if (!trail.waiting().isEmpty()) {
            add(
                    Cause.BEHIND,
                    "the mart has not taken note yet of load%s %s: run segment-mart refresh"
                            .formatted(
                                    trail.waiting().size() == 1 ? "" : "s",
                                    trail.waiting().stream()
                                            .map(load -> load.get("load_id") + " (" + load.get("drop_name") + ")")
                                            .collect(Collectors.joining(", "))));
        }
    }

    private void rule() {
        add(
                Cause.RULE,
                "staging holds %s and %s of him, but the rule leaves him out: see routes/sql/client_segments.sql"
                        .formatted(client, uses()));
    }

    private void reject(Map<String, @Nullable Object> reject) {
        add(
                Cause.REJECT,
                "an open reject may be about %s, line %s of %s (load %s): %s; correct it in inbox/rejected, and drop that file"
                        .formatted(
                                client,
                                reject.get("line_no"),
                                reject.get("drop_name"),
                                reject.get("load_id"),
                                reject.get("message")));
    }

    private void add(Cause cause, String sentence) {
        found.add(new Reason(cause, sentence));
    }
}
