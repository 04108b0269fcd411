package segmentmart.mart;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.intake.Cause;

/** Begins refreshes for the routes and says in the log how they ended. Safe for many threads. */
public final class Refreshes {
    private static final Logger log = LoggerFactory.getLogger(Refreshes.class);

    /** A rule that takes clients for segments has no place in a line of the log. */
    private static final int MOST_TOLD = 12;

    private final Path sql;
    private final boolean incremental;
    private final MeterRegistry registry;
    private volatile @Nullable String lastError;
    private volatile @Nullable String lastWarning;

    /**
     * Refreshes by what is in a folder of SQL.
     *
     * @param sql the folder: the rule and the relations
     * @param incremental whether a refresh may recompute only touched clients
     * @param registry that the meters belong to
     */
    public Refreshes(Path sql, boolean incremental, MeterRegistry registry) {
        this.sql = sql;
        this.incremental = incremental;
        this.registry = registry;
        List.of("full", "incremental").forEach(this::seconds);
        failures();
    }

    private Timer seconds(String mode) {
        return Timer.builder("segment_mart.refresh")
                .description("Refreshes that were due and went well")
                .tag("mode", mode)
                .register(registry);
    }

    private Counter failures() {
        return Counter.builder("segment_mart.refresh.failures")
                .description("Refreshes that failed; the mart stayed as it was")
                .register(registry);
    }

    /** Why the last refresh failed; null if it did not. */
    public @Nullable String lastError() {
        return lastError;
    }

    /**
     * Begins a refresh.
     *
     * @param forced true to recompute everything whether the mart is behind or not
     */
    public Refresh begin(String trigger, @Nullable Boolean forced) throws IOException {
        boolean full = Boolean.TRUE.equals(forced);
        Map<String, Relation> relations = new HashMap<>();
        for (String name : Relation.TABLES) {
            relations.put(name, Relation.read(sql, name));
        }
        for (String name : Relation.VIEWS) {
            relations.put(name, Relation.read(sql, name));
        }
        return new Refresh(trigger, full, incremental && !full, SegmentationRule.read(sql), relations);
    }

    /** Says what a refresh did; {@code row} is that of {@code record_refresh.sql}, null where none was due. */
    public void tell(Refresh refresh, @Nullable Map<String, @Nullable Object> row) {
        lastError = null;
        if (!refresh.isDue() || row == null) {
            return;
        }
        String warning = refresh.warning();
        if (warning != null && !warning.equals(lastWarning)) {
            log.warn("mart: {}", warning);
        }
        lastWarning = warning;
        double seconds = ((Number) Objects.requireNonNull(row.get("seconds"))).doubleValue();
        seconds(String.valueOf(row.get("mode"))).record(Duration.ofNanos((long) (seconds * 1e9)));
        log.info(String.format(
                Locale.ROOT,
                "mart: refresh %s (%s, %s) after %s: %s%s, %,d without products, %,d orphans; %s written, %.1f s",
                row.get("refresh_id"),
                row.get("trigger"),
                row.get("mode"),
                counted(number(row, "loads"), "load"),
                counted(number(row, "clients_in_mart"), "client"),
                segments(String.valueOf(row.get("segments"))),
                number(row, "clients_without_products"),
                number(row, "orphans"),
                counted(number(row, "rows_written"), "row"),
                seconds));
    }

    private static String counted(long n, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
    }

    /** The counts of the segments, in brackets; how many there are where they are many; nothing where there is none. */
    private static String segments(String json) {
        Map<String, Long> counts = Json.counts(json);
        if (counts.isEmpty()) {
            return "";
        }
        if (counts.size() > MOST_TOLD) {
            return " in " + counts.size() + " segments";
        }
        return counts.entrySet().stream()
                .map(segment -> segment.getKey() + " " + segment.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
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
        failures().increment();
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
