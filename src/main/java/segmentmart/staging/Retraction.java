package segmentmart.staging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A load that is taken out of staging again, as if its drop had never come. For one thread. */
public final class Retraction {
    private static final int MOST_TOLD = 5;

    private final Map<String, @Nullable Object> load;
    private final Map<String, @Nullable Object> facts = new HashMap<>();
    private final Map<String, @Nullable Object> report = new LinkedHashMap<>();

    /**
     * A retraction that has still to be done.
     *
     * @param load as {@link #choose} chose it
     * @param by who wants it
     * @param reason why, for the ledger
     */
    public Retraction(Map<String, @Nullable Object> load, String by, String reason) {
        this.load = load;
        facts.put("load_id", load.get("load_id"));
        facts.put("kind", load.get("kind"));
        facts.put("drop_identity", load.get("drop_identity"));
        facts.put("sha256", load.get("sha256"));
        facts.put("retracted_by", by);
        facts.put("retraction_reason", reason);
        report.put("load_id", load.get("load_id"));
        report.put("drop_name", load.get("drop_name"));
        report.put("retracted_by", by);
        report.put("retraction_reason", reason);
    }

    /**
     * The load that a name or a number means.
     *
     * @param asked the name or number
     * @param attempts what the ledger knows by it, see {@link Ledger#attemptsOf}
     * @throws NotRetractable if there is none that counts, or several
     */
    public static Map<String, @Nullable Object> choose(String asked, List<Map<String, @Nullable Object>> attempts) {
        List<Map<String, @Nullable Object>> counting = attempts.stream()
                .filter(attempt -> Boolean.TRUE.equals(attempt.get("is_in_force")))
                .toList();
        if (counting.size() == 1) {
            return counting.get(0);
        }
        if (!counting.isEmpty()) {
            throw new NotRetractable(
                    false,
                    asked + " was loaded " + counting.size()
                            + " times, and each of them counts: name one by its number: "
                            + counting.stream()
                                    .limit(MOST_TOLD)
                                    .map(Retraction::described)
                                    .collect(Collectors.joining(", "))
                            + (counting.size() > MOST_TOLD ? ", …" : ""));
        }
        if (attempts.isEmpty()) {
            throw new NotRetractable(
                    false, asked + ": there is no such drop or load in the ledger; segment-mart status shows the last");
        }
        // What was loaded once tells more than what failed since.
        throw new NotRetractable(
                true,
                asked + ": "
                        + whyNot(attempts.stream()
                                .filter(attempt -> "loaded".equals(attempt.get("status")))
                                .findFirst()
                                .orElse(attempts.get(0))));
    }

    private static String described(Map<String, @Nullable Object> attempt) {
        return attempt.get("load_id") + " ("
                + toTheSecond(attempt.get("finished_at")) + ", records: "
                + attempt.get("records_loaded") + ")";
    }

    private static String toTheSecond(@Nullable Object moment) {
        return String.valueOf(moment).replaceAll("\\.\\d+$", "");
    }

    /** Why a load does not count, so that there is nothing to take out. */
    private static String whyNot(Map<String, @Nullable Object> attempt) {
        String load = "load " + attempt.get("load_id");
        if (attempt.get("retracted_at") != null) {
            return load + " was taken out already, at "
                    + toTheSecond(attempt.get("retracted_at")) + " by "
                    + attempt.get("retracted_by") + " (" + attempt.get("retraction_reason")
                    + "); "
                    + (attempt.get("corrects_load_id") == null
                            ? "drop the file again to have it back"
                            : "it corrects load " + attempt.get("corrects_load_id") + ", and counts only beside that");
        }
        if (attempt.get("replaced_by_load_id") != null) {
            return load + " was replaced by load " + attempt.get("replaced_by_load_id") + " ("
                    + attempt.get("replaced_by_drop")
                    + "), so nothing of it counts; take that one out first, and this one"
                    + " counts again";
        }
        if (attempt.get("duplicate_of_load_id") != null) {
            return load + " was a duplicate of load " + attempt.get("duplicate_of_load_id") + " ("
                    + attempt.get("duplicate_of_drop") + ") and loaded nothing; take that one out";
        }
        return "failed".equals(attempt.get("status"))
                ? load + " failed, so nothing of it was loaded"
                : load + " corrects load " + attempt.get("corrects_load_id")
                        + ", which does not count any more, and neither does this one";
    }

    /** The parameters of every SQL step. */
    public Map<String, @Nullable Object> facts() {
        return facts;
    }

    /** Whether corrections of the load go with it; known once they were gathered. */
    public boolean isWithCorrections() {
        return report.get("load_ids") instanceof List<?> loads && loads.size() > 1;
    }

    public boolean isOfClients() {
        return "clients".equals(load.get("kind"));
    }

    /** Takes the one row of {@code gather_retraction.sql}; answers {@link #facts}. */
    public Map<String, @Nullable Object> gathered(Map<String, @Nullable Object> row) {
        facts.put("load_ids", Objects.requireNonNull(row.get("load_ids")));
        facts.put("back_ids", Objects.requireNonNull(row.get("back_ids")));
        report.put("load_ids", numbers(String.valueOf(row.get("load_ids"))));
        return facts;
    }

    /**
     * Takes the one row of {@code judge_retraction.sql}; answers {@link #facts}.
     *
     * @throws NotRetractable if the load came to count no more since it was chosen, or is too old
     */
    public Map<String, @Nullable Object> judged(Map<String, @Nullable Object> verdict) {
        if (!Boolean.TRUE.equals(verdict.get("is_in_force"))) {
            throw new NotRetractable(
                    true,
                    load.get("drop_name") + ": load " + load.get("load_id")
                            + " does not count any more since a moment ago; see segment-mart status");
        }
        if (Boolean.TRUE.equals(verdict.get("is_too_old"))) {
            throw new NotRetractable(
                    true,
                    load.get("drop_name") + ": what load " + load.get("load_id")
                            + " took the place of is not kept any more, so it cannot be brought back; drop the version"
                            + " that is to count instead");
        }
        if (verdict.get("came_again") != null) {
            throw new NotRetractable(
                    true,
                    load.get("drop_name") + ": load " + verdict.get("restores_load_id")
                            + " would count again in place of load "
                            + load.get("load_id") + ", and " + verdict.get("came_again")
                            + " has the same content, so it would count twice; take that one out first");
        }
        report.put("restores_load_id", verdict.get("restores_load_id"));
        report.put("duplicates", names(verdict.get("duplicates")));
        report.put("is_barred", verdict.get("is_barred"));
        return facts;
    }

    private static List<String> names(@Nullable Object json) {
        try {
            return List.of(new ObjectMapper().readValue(String.valueOf(json), String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL gave no array of names: " + json, e);
        }
    }

    private static List<Long> numbers(String array) {
        return Arrays.stream(array.replaceAll("[{}]", "").split(",", -1))
                .map(Long::valueOf)
                .toList();
    }

    /** Notes how many rows a statement wrote. */
    public void count(String what, long rows) {
        report.put(what, rows);
    }

    /** What was done: counts of rows by what became of them, and what may have to be dropped again. */
    public Map<String, @Nullable Object> report() {
        return report;
    }
}
