package segmentmart.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import segmentmart.database.Questions;

/**
 * The last publication, as rows of the relations of analysis, all of one moment; each question is one SQL file beside
 * this class.
 *
 * @param publication what was published when; null before the first
 * @param segments rows of {@code segment_summary}, that of the fewest products first
 * @param campaign what to offer to that first segment
 * @param months rows of {@code segment_months}, at most the last twelve months
 * @param migration how clients moved from the month before the newest to the newest; no row or one
 * @param hypotheses rows of {@code hypotheses}
 * @param quality the row of {@code data_quality}
 * @param futureDrops names of drops with uses dated after today, at most five
 */
public record Findings(
        @Nullable Map<String, @Nullable Object> publication,
        List<Map<String, @Nullable Object>> segments,
        Campaign campaign,
        List<Map<String, @Nullable Object>> months,
        List<Map<String, @Nullable Object>> migration,
        List<Map<String, @Nullable Object>> hypotheses,
        Map<String, @Nullable Object> quality,
        List<String> futureDrops) {

    /**
     * What to offer to the clients of a segment.
     *
     * @param segment null where the mart has none
     * @param products the three that most of them use
     * @param offers products, and to how many of them each is offered
     * @param example one of them who lacks the first product; null if there is none
     */
    public record Campaign(
            @Nullable String segment,
            List<Map<String, @Nullable Object>> products,
            List<Map<String, @Nullable Object>> offers,
            @Nullable Map<String, @Nullable Object> example) {}

    private static final Findings NOTHING = new Findings(
            null,
            List.of(),
            new Campaign(null, List.of(), List.of(), null),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of());

    /** Reads them. */
    public static Findings read(DataSource database) {
        return Questions.inOneMoment(database, Findings.class, questions -> {
            List<Map<String, @Nullable Object>> publication = questions.rows("publication");
            if (publication.isEmpty()) {
                return NOTHING;
            }
            List<Map<String, @Nullable Object>> segments = questions.rows("segments");
            Object first = segments.isEmpty() ? null : segments.get(0).get("client_segment");
            Map<String, @Nullable Object> quality = questions.rows("quality").get(0);
            return new Findings(
                    publication.get(0),
                    segments,
                    campaign(questions, first == null ? null : first.toString()),
                    questions.rows("months"),
                    questions.rows("migration"),
                    questions.rows("hypotheses"),
                    quality,
                    Long.valueOf(0).equals(quality.get("future_uses"))
                            ? List.of()
                            : questions.rows("future").stream()
                                    .map(row -> String.valueOf(row.get("drop_name")))
                                    .toList());
        });
    }

    /** How often offers were what clients then took; the row of {@code backtest.sql}. */
    public static Map<String, @Nullable Object> backtest(DataSource database) {
        return Questions.inOneMoment(
                database,
                Findings.class,
                questions -> questions.rows("backtest").get(0));
    }

    private static Campaign campaign(Questions questions, @Nullable String name) {
        Map<String, @Nullable String> segment = Collections.singletonMap("segment", name);
        List<Map<String, @Nullable Object>> example = questions.rows("campaign_example", segment);
        return new Campaign(
                name,
                questions.rows("campaign_products", segment),
                questions.rows("campaign_offers", segment),
                example.isEmpty() ? null : example.get(0));
    }
}
