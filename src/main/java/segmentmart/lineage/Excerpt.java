package segmentmart.lineage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest of many rows.
 *
 * @param count how many there are
 * @param newest those that are shown
 */
public record Excerpt(long count, List<Map<String, @Nullable Object>> newest) {
    private static final String COUNT = "of_all";

    /** Of rows that carry the count of all as {@code of_all}. */
    static Excerpt of(List<Map<String, @Nullable Object>> rows) {
        long count = rows.isEmpty() ? 0 : ((Number) rows.get(0).getOrDefault(COUNT, 0)).longValue();
        return new Excerpt(
                count,
                rows.stream()
                        .map(row -> {
                            Map<String, @Nullable Object> shown = new LinkedHashMap<>(row);
                            shown.remove(COUNT);
                            return shown;
                        })
                        .toList());
    }

    /** How many are not shown. */
    public long more() {
        return count - newest.size();
    }
}
