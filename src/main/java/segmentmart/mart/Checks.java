package segmentmart.mart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the checks of one refresh found. For one thread. */
final class Checks {
    private final Map<String, String> found = new LinkedHashMap<>();
    private @Nullable String warning;

    /**
     * Notes a check that has to pass.
     *
     * @param rows that should not be
     * @throws CheckFailed if there are any
     */
    void passed(String check, List<Map<String, Object>> rows) throws CheckFailed {
        if (!rows.isEmpty()) {
            throw new CheckFailed(
                    "found " + described(rows)
                            + "; nothing was published. If the SQL of a relation was edited, see there; else run refresh --full");
        }
        found.put(check, "passed");
    }

    /** Notes a check that only warns. */
    void warned(String check, List<Map<String, Object>> rows) {
        if (!rows.isEmpty()) {
            warning = check + ".sql found " + described(rows);
        }
        found.put(check, rows.isEmpty() ? "passed" : "warns: " + described(rows));
    }

    private static String described(List<Map<String, Object>> rows) {
        String first = rows.get(0).entrySet().stream()
                .map(column -> column.getKey() + " " + column.getValue())
                .collect(Collectors.joining(", "));
        return rows.size() == 1 ? "a row: " + first : rows.size() + " rows, the first: " + first;
    }

    /** What a check warned of last; null if none did. */
    @Nullable
    String warning() {
        return warning;
    }

    /** Each check and what became of it, as a JSON object. */
    String json() {
        return Json.of(found);
    }
}
