package segmentmart.mart;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One refresh of the mart under way: what was planned and what it has written so far. For one thread. */
public final class Refresh {
    private final SegmentationRule rule;
    private final Map<String, @Nullable Object> facts = new HashMap<>();
    private boolean due;

    Refresh(String trigger, boolean forced, boolean incremental, SegmentationRule rule) {
        this.rule = rule;
        facts.put("trigger", trigger);
        facts.put("forced", forced);
        facts.put("incremental", incremental);
        facts.put("rule_sha256", rule.sha256());
        facts.put("started_at", Instant.now().toString());
        facts.put("rows_written", 0L);
        facts.put("rows_deleted", 0L);
    }

    /** The parameters of every SQL step of this refresh. */
    public Map<String, @Nullable Object> facts() {
        return facts;
    }

    /** Takes the one row of {@code plan_refresh.sql}; answers {@link #facts}. */
    public Map<String, @Nullable Object> planned(Map<String, @Nullable Object> plan) {
        due = Boolean.TRUE.equals(plan.get("is_due"));
        facts.put("mode", plan.get("mode"));
        facts.put("load_ids", plan.get("load_ids"));
        return facts;
    }

    /** Whether the mart is behind. */
    public boolean isDue() {
        return due;
    }

    /** Whether it brings loads into the mart, rather than another rule or the same rows once more. */
    public boolean isOfLoads() {
        return !"{}".equals(facts.get("load_ids"));
    }

    public boolean isIncremental() {
        return "incremental".equals(facts.get("mode"));
    }

    /** The statement that makes the draft by the rule. */
    public String ruleIntoDraft() {
        return rule.intoDraft();
    }

    /** Takes the one row of {@code count_segments.sql} or its like for touched clients; answers {@link #facts}. */
    public Map<String, @Nullable Object> counted(Map<String, @Nullable Object> counts) {
        facts.putAll(counts);
        return facts;
    }

    /** Notes rows that were new or differed; answers {@link #facts}. */
    public Map<String, @Nullable Object> wrote(long rows) {
        facts.merge("rows_written", rows, (a, b) -> (Long) a + (Long) b);
        return facts;
    }

    /** Notes rows that are gone from the mart; answers {@link #facts}. */
    public Map<String, @Nullable Object> removed(long rows) {
        facts.put("rows_deleted", rows);
        return wrote(rows);
    }
}
