package segmentmart.lineage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import segmentmart.database.Questions;

/**
 * A search for known clients.
 *
 * @param words each the beginning of a word of the name, in any case and order, {@code е} for {@code ё}; empty for all
 * @param segment which they are in; null for any, and for those outside the mart
 * @param after only ids beyond this one
 */
public record ClientSearch(String words, @Nullable String segment, int after) {
    /** A search by the words of a name alone. */
    public static ClientSearch byName(String words) {
        return new ClientSearch(words, null, 0);
    }

    /** The client of an id, as {@link #first} has it; none where no drop in force names him. */
    public static List<Map<String, @Nullable Object>> byId(int clientId, DataSource database) {
        return new ClientSearch("", null, clientId - 1)
                .first(1, database).stream()
                        .filter(client -> Integer.valueOf(clientId).equals(client.get("client_id")))
                        .toList();
    }

    /**
     * The clients, by id.
     *
     * @param most to answer
     * @return rows of {@code client_id}, {@code client_name}, {@code client_revenue}, and {@code client_segment} and
     *     {@code usage_count}, which are null outside the mart
     */
    public List<Map<String, @Nullable Object>> first(int most, DataSource database) {
        Map<String, @Nullable Object> asked = new HashMap<>();
        asked.put("words", words);
        asked.put("segment", segment);
        asked.put("after", after);
        asked.put("most", most);
        return Questions.inOneMoment(database, ClientSearch.class, questions -> questions.rows("names", asked));
    }
}
