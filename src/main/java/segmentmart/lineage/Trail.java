package segmentmart.lineage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import segmentmart.database.Questions;

/**
 * All that mart, staging and ledger hold on a client, as of one moment; each is the answer to the SQL file of its name.
 *
 * @param mart his row there, and the offer; null where he is not in it
 * @param refresh the refresh that left the mart as it is, and the error of a later one; null before the first
 * @param client the row that the drop which spoke last of him brought; null where none names him
 * @param history earlier versions of that row
 * @param uses by product, the product used last first
 * @param waiting loads that bear on him and that the mart has not taken note of
 * @param rejects open ones that may be about him; asked only where he is not in the mart
 */
public record Trail(
        int id,
        @Nullable Map<String, @Nullable Object> mart,
        @Nullable Map<String, @Nullable Object> refresh,
        @Nullable Map<String, @Nullable Object> client,
        Excerpt history,
        Map<String, Excerpt> uses,
        List<Map<String, @Nullable Object>> waiting,
        List<Map<String, @Nullable Object>> rejects) {

    /**
     * Follows it.
     *
     * @param most uses of a product, and earlier versions, to show
     */
    static Trail of(int clientId, int most, Questions questions) {
        Map<String, Object> asked = Map.of("client_id", clientId, "most", most);
        Map<String, @Nullable Object> mart = first(questions.rows("mart", asked));
        return new Trail(
                clientId,
                mart,
                first(questions.rows("refresh")),
                first(questions.rows("client", asked)),
                Excerpt.of(questions.rows("history", asked)),
                byProduct(questions.rows("uses", asked)),
                questions.rows("waiting", asked),
                mart != null ? List.of() : questions.rows("rejects", spelt(clientId)));
    }

    /** How the records of a client begin in CSV, and what they hold in JSONL. */
    private static Map<String, Object> spelt(int clientId) {
        return Map.of(
                "client_id", clientId,
                "first_field", "^\\s*\"?" + clientId + "\"?\\s*([,;\\t]|$)",
                "id_key", "\"(client_id|id)\"\\s*:\\s*\"?" + clientId + "\"?\\s*([,}]|$)");
    }

    private static @Nullable Map<String, @Nullable Object> first(List<Map<String, @Nullable Object>> rows) {
        return rows.isEmpty() ? null : rows.get(0);
    }

    private static Map<String, Excerpt> byProduct(List<Map<String, @Nullable Object>> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> String.valueOf(row.get("product_name")),
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), Excerpt::of)));
    }

    /** How many uses of him there are. */
    public long allUses() {
        return uses.values().stream().mapToLong(Excerpt::count).sum();
    }

    /** Whether there is nothing on him at all, not even a reject. */
    boolean isBlank() {
        return mart == null && client == null && history.count() == 0 && uses.isEmpty() && rejects.isEmpty();
    }
}
