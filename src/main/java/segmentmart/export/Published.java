package segmentmart.export;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the mart is of, and what is not in it.
 *
 * @param publicationId the last one; with {@code refreshId}, {@code asOf} and {@code at} null before the first
 * @param asOf the newest day of a use; null where there is none
 * @param at when it was published
 * @param loadsNotInMart loads that wait for a refresh
 * @param refreshError why the last refresh failed; null if it did not
 */
public record Published(
        @Nullable Long publicationId,
        @Nullable Long refreshId,
        @Nullable LocalDate asOf,
        @Nullable Instant at,
        long loadsNotInMart,
        @Nullable String refreshError) {

    static Published of(Map<String, @Nullable Object> row) {
        return new Published(
                (Long) row.get("publication_id"),
                (Long) row.get("refresh_id"),
                row.get("as_of_date") instanceof java.sql.Date day ? day.toLocalDate() : null,
                row.get("finished_at") instanceof Timestamp moment ? moment.toInstant() : null,
                row.get("loads_not_in_mart") instanceof Long loads ? loads : 0,
                (String) row.get("refresh_error"));
    }

    /** What a reader should know, a sentence each; none where the mart has all that was loaded. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (publicationId == null) {
            warnings.add(
                    "nothing has been published yet: drop files of clients and their uses, or run segment-mart load");
        }
        if (refreshError != null) {
            warnings.add("the mart is behind: the last refresh failed, so it is as it was before: " + refreshError);
        }
        if (loadsNotInMart > 0) {
            warnings.add("the mart is behind: loads not in it yet: " + loadsNotInMart
                    + "; a refresh brings them in, see segment-mart refresh");
        }
        return warnings;
    }
}
