package segmentmart.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import segmentmart.daemon.Daemon;
import segmentmart.database.Questions;
import segmentmart.database.SqlText;
import segmentmart.intake.Cause;
import segmentmart.intake.DropRefused;
import segmentmart.staging.Load;

/**
 * What drops would do if they were loaded now, one after the other, and the mart refreshed.
 *
 * @param drops of each its ledger row and first rejects, or an {@code error}
 * @param clients clients new, changed, the same, removed
 * @param before the mart before them
 * @param after the mart after them
 * @param moves clients by segment before and after
 * @param restatements figures of closed months
 */
public record Plan(
        List<Map<String, @Nullable Object>> drops,
        Map<String, @Nullable Object> clients,
        Map<String, @Nullable Object> before,
        Map<String, @Nullable Object> after,
        List<Map<String, @Nullable Object>> moves,
        List<Map<String, @Nullable Object>> restatements) {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 3;

    /** The drops cannot be tried: a step failed for something that does not lie in them. */
    public static final class NotPossible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPossible(String message) {
            super(message);
        }

        private NotPossible(Exchange failed) {
            super(
                    Cause.describe(failed.getException(), failed.getProperty(Exchange.FAILURE_ENDPOINT, String.class)),
                    failed.getException());
        }
    }

    /**
     * Makes a plan, and leaves nothing behind but numbers that are spent.
     *
     * @param aside over one connection, so that no step has another transaction than that which is rolled back; its
     *     inbox is a scratch folder
     * @throws NotPossible if it cannot be told, or would not be without consequences
     */
    public static Plan of(Daemon aside, List<Path> files) {
        String outside = new StepsOutside(aside.context()).first();
        if (outside != null) {
            throw new NotPossible(outside + " may do what a rollback does not take back; use check instead");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return once(aside, files);
            } catch (ConcurrencyFailureException e) {
                // Loads and refreshes of others see another moment than this.
                if (attempt == ATTEMPTS) {
                    throw new NotPossible("loads or refreshes of others were in the way " + ATTEMPTS
                            + " times, the last time: " + Cause.describe(e, null) + "; try again when less is loaded");
                }
            }
        }
    }

    private static Plan once(Daemon aside, List<Path> files) {
        Rehearsal rehearsal = new Rehearsal(aside);
        return rehearsal.rehearse(TransactionDefinition.ISOLATION_REPEATABLE_READ, PATIENCE, () -> {
            try {
                // What waits for a refresh is not the doing of these drops.
                refresh(rehearsal);
                return Questions.inOneMoment(
                        aside.database().pool(), Plan.class, questions -> of(aside, rehearsal, files, questions));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Plan of(Daemon aside, Rehearsal rehearsal, List<Path> files, Questions questions) {
        try {
            Map<String, @Nullable Object> before = questions.rows("mart").get(0);
            List<Map<String, @Nullable Object>> drops = new ArrayList<>();
            for (Path file : files) {
                drops.add(load(rehearsal, file, questions));
            }
            new JdbcTemplate(aside.database().pool()).execute(SqlText.of(Plan.class, "note_segments"));
            refresh(rehearsal);
            // A list of none is no SQL.
            List<Object> loads = new ArrayList<>(List.of(0L));
            drops.stream().filter(drop -> drop.get("load_id") != null).forEach(drop -> loads.add(drop.get("load_id")));
            return new Plan(
                    drops,
                    questions.rows("clients", Map.of("load_ids", loads)).get(0),
                    before,
                    questions.rows("mart").get(0),
                    questions.rows("moves"),
                    questions.rows("restatements", Map.of("publication_id", before.get("publication_id"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refresh(Rehearsal rehearsal) throws IOException {
        Exchange refresh = rehearsal.refresh("plan");
        if (refresh.getException() != null) {
            throw failure(refresh);
        }
    }

    /** Why a step failed; for what others do at this moment, the exception that says so. */
    private static RuntimeException failure(Exchange step) {
        for (Throwable at = step.getException(); at != null; at = at.getCause()) {
            if (at instanceof ConcurrencyFailureException conflict) {
                return conflict;
            }
        }
        return new NotPossible(step);
    }

    private static Map<String, @Nullable Object> load(Rehearsal rehearsal, Path file, Questions questions)
            throws IOException {
        Map<String, @Nullable Object> drop = new LinkedHashMap<>();
        drop.put("file", file.toString());
        try {
            Exchange loaded = rehearsal.load(file);
            if (loaded.getException() != null) {
                throw Cause.root(loaded.getException()) instanceof DropRefused refused ? refused : failure(loaded);
            }
            Load load = loaded.getProperty("load", Load.class);
            drop.put("kind", load.drop().name().kind().word());
            if (load.endedAs() != null) {
                drop.put("ended_as_load_id", load.endedAs());
                return drop;
            }
            Map<String, Object> id = Map.of("load_id", load.loadId());
            drop.putAll(questions.rows("drops", id).get(0));
            drop.put("ends_snapshots", load.isFirstWithIds());
            drop.put("first_rejects", questions.rows("rejects", id));
        } catch (DropRefused e) {
            drop.put("error", e.whole() + "; " + e.cure());
        }
        return drop;
    }
}
