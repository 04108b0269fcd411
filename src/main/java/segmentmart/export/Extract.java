package segmentmart.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import segmentmart.database.Questions;
import segmentmart.database.SqlText;

/** What {@code data_mart} holds for readers, all of one moment; each relation is one SQL file. For one thread. */
public final class Extract {
    /** The mart itself. */
    public static final String MART = "client_segments";

    /** What follows from the mart, and how it came to be published. */
    public static final List<String> ANALYSIS = List.of(
            "segment_summary",
            "product_usage_frequency",
            "segment_products",
            "client_offers",
            "segment_months",
            "segment_migration",
            "product_pairs",
            "revenue_bands",
            "hypotheses",
            "data_quality",
            "publication",
            "restatement");

    private static final String FOLDER = "relation/";

    private final Questions questions;

    private Extract(Questions questions) {
        this.questions = questions;
    }

    /** Reads in one transaction that writes nothing. */
    public static <T> T ofOneMoment(DataSource database, Function<Extract, T> reading) {
        return Questions.inOneMoment(database, Extract.class, questions -> reading.apply(new Extract(questions)));
    }

    /** Whether there is such a relation for readers. */
    public static boolean exists(String relation) {
        return relation.equals(MART) || ANALYSIS.contains(relation);
    }

    /** Whether the rows of a relation are each of a segment. */
    public static boolean isBySegment(String relation) {
        try {
            return SqlText.of(Extract.class, FOLDER + relation).contains(":segment");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the mart is of, and what is not in it. */
    public Published published() {
        return Published.of(questions.rows("published").get(0));
    }

    /** The segments that the mart has. */
    public List<String> segments() {
        return questions.rows("segments").stream()
                .map(row -> String.valueOf(row.get("client_segment")))
                .toList();
    }

    /**
     * Writes a relation.
     *
     * @param segment to which rows are limited; null for all, and where rows are of no segment
     * @return how many rows
     */
    public long write(String relation, @Nullable String segment, RowWriter writer) {
        if (!exists(relation)) {
            throw new IllegalArgumentException(relation + " is no relation for readers");
        }
        Map<String, @Nullable String> parameters = Collections.singletonMap("segment", segment);
        return questions.read(FOLDER + relation, parameters, writer::write);
    }
}
