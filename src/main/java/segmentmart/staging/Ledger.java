package segmentmart.staging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import segmentmart.intake.Drop;
import segmentmart.intake.DropName;
import segmentmart.intake.RejectFile;
import segmentmart.intake.Stamp;

/** Asks the database how things stand, for commands and start-up; each question is one SQL file beside this class. */
public final class Ledger {
    private final JdbcClient jdbc;

    /** An ended attempt whose file is not noted as moved. */
    public record Unfiled(long loadId, String dropName, Stamp stamp) {}

    public Ledger(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /** What became of the load that began with a number at a time. */
    public RejectFile.Fate fate(long loadId, Instant startedAt) {
        if (isLoaded(loadId, startedAt)) {
            return RejectFile.Fate.COMMITTED;
        }
        boolean idle = jdbc.sql(sql("is_idle"))
                .param("load_id", loadId)
                .query(Boolean.class)
                .single();
        if (!idle) {
            return RejectFile.Fate.UNDER_WAY;
        }
        // It may have committed between the two questions.
        return isLoaded(loadId, startedAt) ? RejectFile.Fate.COMMITTED : RejectFile.Fate.ROLLED_BACK;
    }

    private boolean isLoaded(long loadId, Instant startedAt) {
        return jdbc.sql(sql("is_loaded"))
                .param("load_id", loadId)
                .param("started_at", startedAt.toString())
                .query(Boolean.class)
                .single();
    }

    /** What there is in force that bears on a file: its duplicate, what it would replace or correct, whether it fits. */
    public Map<String, Object> inForceLike(Drop drop) {
        return jdbc.sql(sql("in_force_like"))
                .param("kind", drop.name().kind().word())
                .param("drop_identity", drop.name().identity())
                .param("sha256", drop.sha256())
                .param("corrects_load_id", drop.name().correctsLoadId())
                .query()
                .singleRow();
    }

    /** Number of the newest attempt; 0 if there was none. */
    public long lastLoadId() {
        return jdbc.sql(sql("last_load_id")).query(Long.class).single();
    }

    /** The ledger row of the first attempt of a drop of this name after another one; null while it has not ended. */
    public @Nullable Map<String, Object> attempt(String dropName, long afterLoadId) {
        List<Map<String, Object>> attempts = attempts(dropName, afterLoadId, Integer.MAX_VALUE);
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    /** The newest attempts, newest first. */
    public List<Map<String, Object>> last(int count) {
        return attempts(null, 0, count);
    }

    /** The attempts that a file name or a number of a load means, newest first, and whether they count. */
    public List<Map<String, @Nullable Object>> attemptsOf(String dropOrLoad) {
        boolean isNumber = dropOrLoad.matches("\\d{1,18}");
        return jdbc.sql(sql("attempts_of"))
                .param("load_id", isNumber ? Long.valueOf(dropOrLoad) : null)
                .param("drop_identity", isNumber ? null : DropName.identityOf(dropOrLoad))
                .query()
                .listOfRows();
    }

    private List<Map<String, Object>> attempts(@Nullable String dropName, long afterLoadId, int count) {
        return jdbc.sql(sql("attempts"))
                .param("drop_name", dropName)
                .param("after_load_id", afterLoadId)
                .param("count", count)
                .query()
                .listOfRows();
    }

    /** Whether a file was loaded, or found a duplicate, its move not being noted. */
    public boolean isUnfiledEnd(String dropName, Stamp stamp) {
        return jdbc.sql(sql("is_unfiled_end"))
                .param("drop_name", dropName)
                .param("bytes", stamp.bytes())
                .param("file_modified_at", stamp.modifiedAt().toString())
                .query(Boolean.class)
                .single();
    }

    /** Ended attempts whose files are not noted as moved. */
    public List<Unfiled> unfiled(Duration endedBefore) {
        return jdbc.sql(sql("unfiled"))
                .param("seconds", endedBefore.toMillis() / 1e3)
                .query((row, n) -> new Unfiled(
                        row.getLong("load_id"),
                        row.getString("drop_name"),
                        new Stamp(
                                row.getLong("bytes"),
                                row.getTimestamp("file_modified_at").toInstant())))
                .list();
    }

    /** Notes that the file of an attempt has left the inbox. */
    public void markFiled(long loadId) {
        jdbc.sql(sql("mark_filed")).param("load_id", loadId).update();
    }

    /** Drops that wait after a failed try, with its reason. */
    public List<Map<String, Object>> waiting() {
        return jdbc.sql(sql("waiting")).query().listOfRows();
    }

    /** Forgets old waits of drops that are none of these. */
    public void forgetWaiting(Collection<String> inInbox) {
        // A list of none is no SQL.
        List<String> names = inInbox.isEmpty() ? List.of("") : List.copyOf(inInbox);
        jdbc.sql(sql("forget_waiting")).param("in_inbox", names).update();
    }

    /** Loads that are not in the mart yet. */
    public long waitingForRefresh() {
        return jdbc.sql(sql("waiting_for_refresh")).query(Long.class).single();
    }

    /** How long the oldest load that is not in the mart has been in staging; 0 where there is none. */
    public double secondsBehind() {
        return jdbc.sql(sql("seconds_behind")).query(Double.class).single();
    }

    /** The SHA-256 of the segmentation rule that the mart follows; null before its first refresh. */
    public @Nullable String ruleOfMart() {
        return jdbc.sql(sql("rule_of_mart")).query(String.class).optional().orElse(null);
    }

    /** Open rejects, orphans, and how the mart stands after its last refresh; one row. */
    public Map<String, Object> standing() {
        return jdbc.sql(sql("standing")).query().singleRow();
    }

    private static String sql(String name) {
        try (InputStream in = Ledger.class.getResourceAsStream(name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("no " + name + ".sql beside " + Ledger.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
