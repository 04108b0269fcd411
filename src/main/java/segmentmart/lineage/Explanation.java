package segmentmart.lineage;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import segmentmart.database.Questions;

/**
 * Why the mart says of a client what it says, down to drops and lines; or why it does not have him.
 *
 * @param reasons none where he is in the mart, and up to date there
 */
public record Explanation(Trail trail, List<Reason> reasons) {
    /**
     * Explains a client.
     *
     * @param most uses of a product, and earlier versions of his row, to show; from 1
     * @return null where nothing is known of him
     */
    public static @Nullable Explanation of(DataSource database, int clientId, int most) {
        Trail trail =
                Questions.inOneMoment(database, Explanation.class, questions -> Trail.of(clientId, most, questions));
        return trail.isBlank() ? null : new Explanation(trail, Reasons.of(trail));
    }

    /**
     * Clients by words of their name, in the order of their ids.
     *
     * @param words each the beginning of a word of the name, in any case, {@code е} for {@code ё}
     * @param most clients to answer
     * @return rows of {@code client_id} and {@code client_name}
     */
    public static List<Map<String, @Nullable Object>> named(DataSource database, List<String> words, int most) {
        List<String> prefixes = words.stream()
                .map(word -> word.replaceAll("[\\\\%_]", "\\\\$0"))
                .toList();
        return Questions.inOneMoment(
                database,
                Explanation.class,
                questions -> questions.rows("names", Map.of("prefixes", prefixes, "most", most)));
    }
}
