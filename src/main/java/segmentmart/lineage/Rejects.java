package segmentmart.lineage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import segmentmart.database.Questions;

/** Records that were set aside, all of one moment. For one thread. */
public final class Rejects {
    private final Questions questions;
    private final Asked asked;

    /**
     * Which of them.
     *
     * @param loadId of this load; null for any
     * @param dropIdentity of the loads of this drop; null for any
     * @param isAll also those that were corrected, and those of loads that count no more
     */
    public record Asked(@Nullable Long loadId, @Nullable String dropIdentity, boolean isAll) {}

    private Rejects(Questions questions, Asked asked) {
        this.questions = questions;
        this.asked = asked;
    }

    /** Reads in one transaction that writes nothing. */
    public static <T> T ofOneMoment(DataSource database, Asked asked, Function<Rejects, T> reading) {
        return Questions.inOneMoment(
                database, Rejects.class, questions -> reading.apply(new Rejects(questions, asked)));
    }

    /** Whether the ledger has the load or drop that was asked for. */
    public boolean isKnown() {
        return (asked.loadId() == null && asked.dropIdentity() == null)
                || !questions.rows("loads_of", parameters(null, 0, 0)).isEmpty();
    }

    /** How many there are for each reason. */
    public List<Map<String, @Nullable Object>> codes() {
        return questions.rows("reject_codes", parameters(null, 0, 0));
    }

    /**
     * The records with their state, newest load first.
     *
     * @param most rows at most
     */
    public List<Map<String, @Nullable Object>> rows(int most) {
        return questions.rows("set_aside", parameters(most, 0, Integer.MAX_VALUE));
    }

    /**
     * The same, beyond some.
     *
     * @param most rows at most
     * @param offset rows to leave out
     * @param characters of the text of a record, at most
     */
    public List<Map<String, @Nullable Object>> rows(int most, int offset, int characters) {
        return questions.rows("set_aside", parameters(most, offset, characters));
    }

    /** Has all of them read one after the other. */
    public <T> T read(ResultSetExtractor<T> reader) {
        return questions.read("set_aside", parameters(null, 0, Integer.MAX_VALUE), reader);
    }

    private Map<String, @Nullable Object> parameters(@Nullable Integer most, int offset, int characters) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("load_id", asked.loadId());
        parameters.put("drop_identity", asked.dropIdentity());
        parameters.put("is_all", asked.isAll());
        parameters.put("last", most);
        parameters.put("offset", offset);
        parameters.put("characters", characters);
        return parameters;
    }
}
