package segmentmart.staging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.IncorrectUpdateSemanticsDataAccessException;
import segmentmart.intake.Checked.Reject;
import segmentmart.intake.CountedBytes;
import segmentmart.intake.Drop;
import segmentmart.intake.DropRefused;
import segmentmart.intake.Kind;
import segmentmart.intake.OpenDrop;
import segmentmart.intake.Reading;

/**
 * One attempt to load a drop: what the ledger judged, and the counts so far. Written by the thread that loads; the
 * counts may be read by any, for progress.
 */
public final class Load {
    private static final int MAX_TOLD = 20;

    private final Drop drop;
    private final Map<String, @Nullable Object> verdict;
    private final CountedBytes bytes = new CountedBytes();
    private @Nullable Reading reading;
    private volatile long read;
    private volatile long rejected;
    private long inserted;
    private long loaded = -1;
    private boolean mayHaveChanged;
    private long rejectsOpen;
    private long rejectsClosed;
    private final List<String> firstRejects = new ArrayList<>();

    /**
     * Begins an attempt.
     *
     * @param verdict the one row of {@code judge_drop.sql}
     */
    Load(Drop drop, Map<String, @Nullable Object> verdict) {
        this.drop = drop;
        this.verdict = verdict;
    }

    public Drop drop() {
        return drop;
    }

    /** The ledger row that says how the drop came to its end: this load's, or that of an earlier attempt. */
    public long endedId() {
        return endedAs() instanceof Number ended ? ended.longValue() : loadId();
    }

    public long loadId() {
        return ((Number) Objects.requireNonNull(verdict.get("load_id"))).longValue();
    }

    /** The load in force that has the same content; null if this drop is new. */
    public @Nullable Object duplicateOf() {
        return verdict.get("duplicate_of_load_id");
    }

    /** The attempt of this very file that already ended well, its file not having been moved; null if there is none. */
    public @Nullable Object endedAs() {
        return verdict.get("ended_as_load_id");
    }

    /** Whether the drop has still to be loaded. */
    public boolean isNew() {
        return duplicateOf() == null && endedAs() == null;
    }

    /** The load whose rows this one takes the place of; null if there is none. */
    public @Nullable Object replaces() {
        return verdict.get(reading != null && reading.isSnapshot() ? "replaces_snapshot_id" : "replaces_load_id");
    }

    /** Whether this load leaves no usage of another, so that usage ids may begin at 1 again. */
    public boolean isOnlyUsage() {
        return Boolean.TRUE.equals(verdict.get("is_only_usage"));
    }

    public boolean isSnapshot() {
        return reading != null && reading.isSnapshot();
    }

    /** What the unmarshalling reads from. */
    public OpenDrop open() {
        return new OpenDrop(drop, bytes);
    }

    /** Takes what was unmarshalled, and refuses what cannot be brought into the base as it is. */
    public Reading begin(Reading unmarshalled) {
        reading = unmarshalled;
        refuseMisfit(drop, isSnapshot(), verdict);
        return unmarshalled;
    }

    /**
     * Refuses a drop that cannot be brought into the base as it is.
     *
     * @param snapshot whether it is clients without ids
     * @param base {@code has_explicit_ids}, {@code corrects_in_force}: what the ledger says of the base
     */
    public static void refuseMisfit(Drop drop, boolean snapshot, Map<String, ? extends @Nullable Object> base) {
        if (snapshot && Boolean.TRUE.equals(base.get("has_explicit_ids"))) {
            throw new DropRefused(
                    "it has no client_id, but the base holds clients whose ids were given by earlier drops",
                    "add the column client_id and drop it again");
        }
        if (drop.name().correctsLoadId() != null && !Boolean.TRUE.equals(base.get("corrects_in_force"))) {
            throw new DropRefused(
                    "its name says that it corrects records of load "
                            + drop.name().correctsLoadId()
                            + ", which is not in force (it was replaced or taken out, or never was)",
                    "correct the records in the version that is in force, or give the file a name of its own");
        }
    }

    /** Gives up early on a file that was changed or removed; what was read of it is of no use. */
    void stillThere() {
        try {
            drop.stillThere();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void count(Chunk chunk) {
        read += chunk.size();
        rejected += chunk.rejects().size();
        chunk.rejects().forEach(this::note);
    }

    /**
     * Takes note of the rows that a statement wrote for a chunk, and makes sure that they are all of it.
     *
     * @param rows that PostgreSQL counted
     * @param changed whether some of them may have been there before
     */
    public void wrote(Chunk chunk, int rows, boolean changed) {
        if (rows != chunk.rowCount()) {
            throw new IncorrectUpdateSemanticsDataAccessException(
                    "%d of %d rows were written; see the statement, and the triggers on its table"
                            .formatted(rows, chunk.rowCount()));
        }
        inserted += rows;
        mayHaveChanged |= changed;
    }

    /** Remembers the first rejects, for the text that explains a drop that fails as a whole. */
    private void note(Reject reject) {
        if (firstRejects.size() < MAX_TOLD) {
            firstRejects.add("line " + reject.line() + ": " + reject.message());
        }
    }

    public long recordsRead() {
        return read;
    }

    public long bytesRead() {
        return bytes.count();
    }

    /**
     * Ends the reading: refuses a drop that is bad as a whole or was changed under the reading.
     *
     * @param maxRejectRatio greatest share of rejected records, 0 … 1
     * @return {@link #facts}
     */
    public Map<String, @Nullable Object> end(double maxRejectRatio) throws IOException {
        drop.isWhatWasRead(bytes);
        if (rejected > maxRejectRatio * read) {
            throw new DropRefused(
                    "%d of its %d records are bad, more than inbox.max-reject-ratio (%s) allows"
                            .formatted(rejected, read, maxRejectRatio),
                    "; the first: " + firstRejects.get(0),
                    "correct them and drop the file again, or raise inbox.max-reject-ratio",
                    firstRejects);
        }
        return facts();
    }

    /** Takes the one row of {@code record_load.sql}. */
    public void recorded(Map<String, @Nullable Object> ledgerRow) {
        loaded = ((Number) Objects.requireNonNull(ledgerRow.get("records_loaded"))).longValue();
    }

    /** Takes the one row of {@code resolve_rejects.sql}. */
    public void answered(Map<String, @Nullable Object> rejects) {
        rejectsOpen = ((Number) Objects.requireNonNull(rejects.get("rejects_open"))).longValue();
        rejectsClosed = ((Number) Objects.requireNonNull(rejects.get("rejects_closed"))).longValue();
    }

    /** Records that are in staging; what a later record of the same drop took the place of is only known to the ledger. */
    long recordsLoaded() {
        return loaded < 0 ? read - rejected : loaded;
    }

    long recordsRejected() {
        return rejected;
    }

    /** From pick-up until now. */
    Duration duration() {
        return Duration.between(drop.pickedUpAt(), Instant.now());
    }

    /** Rejects of the load that this one corrects which were open before, and those of them that it closes. */
    long rejectsOpen() {
        return rejectsOpen;
    }

    long rejectsClosed() {
        return rejectsClosed;
    }

    /** Whether it is the first to bring clients with their ids to a base that was a snapshot. */
    public boolean isFirstWithIds() {
        return read > rejected
                && drop.name().kind() == Kind.CLIENTS
                && drop.name().correctsLoadId() == null
                && !isSnapshot()
                && verdict.get("replaces_snapshot_id") != null
                && !Boolean.TRUE.equals(verdict.get("has_explicit_ids"));
    }

    /** The parameters of every SQL step about this load as a whole. What was loaded is null where only staging tells. */
    public Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = factsOf(drop);
        facts.put("load_id", loadId());
        facts.put("ended_id", endedId());
        facts.put("replaces_load_id", replaces());
        facts.put("duplicate_of_load_id", duplicateOf());
        facts.put("snapshot", isSnapshot());
        facts.put("delimiter", reading == null ? null : reading.delimiter());
        facts.put("ignored_columns", (reading == null ? List.<String>of() : reading.ignored()).toArray(new String[0]));
        facts.put("records_read", read);
        facts.put("records_rejected", rejected);
        facts.put("records_loaded", mayHaveChanged ? null : inserted);
        return facts;
    }

    static Map<String, @Nullable Object> factsOf(Drop drop) {
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("drop_name", drop.name().fileName());
        facts.put("drop_identity", drop.name().identity());
        facts.put("kind", drop.name().kind().word());
        facts.put("format", drop.name().format().word());
        facts.put("encoding", drop.encoding().word());
        facts.put("sha256", drop.sha256());
        facts.put("bytes", drop.stamp().bytes());
        facts.put("file_modified_at", drop.stamp().modifiedAt().toString());
        facts.put("corrects_load_id", drop.name().correctsLoadId());
        facts.put("started_at", drop.pickedUpAt().toString());
        return facts;
    }
}
