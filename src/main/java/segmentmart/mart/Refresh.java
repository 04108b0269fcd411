package segmentmart.mart;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One refresh of the mart under way: what was planned and what it has written so far. For one thread. */
public final class Refresh {
    private final SegmentationRule rule;
    private final Map<String, Relation> relations;
    private final Checks checks = new Checks();
    private final Map<String, @Nullable Object> facts = new HashMap<>();
    private Map<String, String> published = Map.of();
    private boolean due;
    private boolean talliedAnew;
    private boolean analysable = true;

    /**
     * A refresh that begins now.
     *
     * @param relations by their names
     */
    Refresh(
            String trigger,
            boolean forced,
            boolean incremental,
            SegmentationRule rule,
            Map<String, Relation> relations) {
        this.rule = rule;
        this.relations = relations;
        facts.put("trigger", trigger);
        facts.put("forced", forced);
        facts.put("incremental", incremental);
        facts.put("rule_sha256", rule.text().sha256());
        facts.put("sql_sha256", Json.of(sha256s()));
        facts.put("started_at", Instant.now().toString());
        facts.put("rows_written", 0L);
        facts.put("rows_deleted", 0L);
    }

    private Map<String, String> sha256s() {
        Map<String, String> sha256s = new TreeMap<>();
        sha256s.put(SegmentationRule.NAME, rule.text().sha256());
        relations.forEach((name, relation) -> sha256s.put(name, relation.text().sha256()));
        return sha256s;
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
        published = Json.texts(String.valueOf(plan.getOrDefault("published_sql", "{}")));
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

    /** Takes the answer of {@code plan_tallies.sql}; answers {@link #facts}. */
    public Map<String, @Nullable Object> tallied(boolean anew) {
        talliedAnew = anew;
        facts.put("tallied_anew", talliedAnew);
        return facts;
    }

    /** Whether the tallies are counted anew, rather than only for touched clients. */
    public boolean isTalliedAnew() {
        return talliedAnew;
    }

    /** Takes what {@code fit_tallies.sql} found; answers {@link #facts}. */
    public Map<String, @Nullable Object> fitted(List<Map<String, Object>> rows) {
        analysable = rows.isEmpty();
        return warned("fit_tallies", rows);
    }

    /** Whether products and months are few enough for the relations of analysis; else they are empty. */
    public boolean isAnalysable() {
        return analysable;
    }

    /** The statement that keeps the segments of numbers of products. */
    public String ruleIntoLadder() {
        return rule.intoLadder();
    }

    /** The statement that brings a relation up to date. */
    public String statement(String relation) {
        return relation(relation).statement();
    }

    /** Whether a relation is defined otherwise than in the last publication. */
    public boolean isChanged(String relation) {
        return !relation(relation).text().sha256().equals(published.get(relation));
    }

    private Relation relation(String name) {
        Relation relation = relations.get(name);
        if (relation == null) {
            throw new IllegalArgumentException("there is no relation " + name + " (expected one of "
                    + String.join(", ", Relation.TABLES) + ", " + String.join(", ", Relation.VIEWS) + ")");
        }
        return relation;
    }

    /**
     * Notes what a check found; answers {@link #facts}.
     *
     * @throws CheckFailed if it found anything
     */
    public Map<String, @Nullable Object> passed(String check, List<Map<String, Object>> rows) throws CheckFailed {
        checks.passed(check, rows);
        return facts;
    }

    /** Notes what a check found that only warns; answers {@link #facts}. */
    public Map<String, @Nullable Object> warned(String check, List<Map<String, Object>> rows) {
        checks.warned(check, rows);
        return facts;
    }

    /** What the checks of this refresh warn of; null if they do not. */
    @Nullable
    String warning() {
        return checks.warning();
    }

    /** Takes the one row of {@code record_refresh.sql}; answers {@link #facts}. */
    public Map<String, @Nullable Object> refreshed(Map<String, @Nullable Object> row) {
        facts.put("refresh_id", row.get("refresh_id"));
        return facts;
    }

    /** All checks have passed; answers {@link #facts}. */
    public Map<String, @Nullable Object> checked() {
        facts.put("checks", checks.json());
        return facts;
    }

    /** Takes the number of the publication; answers {@link #facts}. */
    public Map<String, @Nullable Object> published(Object publicationId) {
        facts.put("publication_id", publicationId);
        return facts;
    }
}
