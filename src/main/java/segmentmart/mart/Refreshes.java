package segmentmart.mart;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.intake.Cause;

/** Begins refreshes for the routes and says in the log how they ended. Safe for many threads. */
public final class Refreshes {
    private static final Logger log = LoggerFactory.getLogger(Refreshes.class);

    private final Path ruleFile;
    private final boolean incremental;
    private volatile @Nullable String lastError;

    /**
     * Refreshes under a rule.
     *
     * @param incremental whether a refresh may recompute only touched clients
     */
    public Refreshes(Path ruleFile, boolean incremental) {
        this.ruleFile = ruleFile;
        this.incremental = incremental;
    }

    /**
     * Begins a refresh.
     *
     * @param forced true to recompute everything whether the mart is behind or not
     */
    public Refresh begin(String trigger, @Nullable Boolean forced) throws IOException {
        boolean full = Boolean.TRUE.equals(forced);
        return new Refresh(trigger, full, incremental && !full, SegmentationRule.read(ruleFile));
    }

    /** Says what a refresh did; {@code row} is that of {@code record_refresh.sql}, null where none was due. */
    public void tell(Refresh refresh, @Nullable Map<String, @Nullable Object> row) {
        lastError = null;
        if (!refresh.isDue() || row == null) {
            return;
        }
        log.info(String.format(
                Locale.ROOT,
                "mart: refresh %s (%s, %s) after %s: %,d clients %s, %,d without products, %,d orphans; %,d rows "
                        + "written, %.1f s",
                row.get("refresh_id"),
                row.get("trigger"),
                row.get("mode"),
                number(row, "loads") == 1 ? "1 load" : row.get("loads") + " loads",
                number(row, "clients_in_mart"),
                String.valueOf(row.get("segments"))
                        .replace('{', '(')
                        .replace('}', ')')
                        .replace("\"", "")
                        .replace(":", ""),
                number(row, "clients_without_products"),
                number(row, "orphans"),
                number(row, "rows_written"),
                ((Number) java.util.Objects.requireNonNull(row.get("seconds"))).doubleValue()));
    }

    private static long number(Map<String, @Nullable Object> row, String column) {
        Object value = row.get(column);
        return value instanceof Number number ? number.longValue() : 0;
    }

    /** Says why a refresh failed, once for each reason; answers the parameters of {@code record_failed_refresh.sql}. */
    public Map<String, @Nullable Object> failed(
            @Nullable Refresh refresh, String trigger, Exception cause, @Nullable String endpoint) {
        String error = Cause.describe(cause, endpoint);
        if (!error.equals(lastError)) {
            log.error("mart: the refresh failed, the mart is as it was: {}", error);
        }
        lastError = error;
        Map<String, @Nullable Object> facts = new HashMap<>();
        if (refresh != null) {
            facts.putAll(refresh.facts());
        }
        facts.putIfAbsent("started_at", Instant.now().toString());
        facts.putIfAbsent("rule_sha256", null);
        facts.put("trigger", trigger);
        facts.put("error", error);
        return facts;
    }
}
