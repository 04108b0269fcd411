package segmentmart.lineage;

import java.util.List;
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
}
