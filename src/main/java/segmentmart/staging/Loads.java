package segmentmart.staging;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.File;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import segmentmart.intake.Drop;
import segmentmart.intake.DropName;
import segmentmart.intake.ErrorText;
import segmentmart.intake.Stamp;

/** Begins loads for the routes, and knows those in hand. Safe for many threads. */
public final class Loads {
    private static final Logger log = LoggerFactory.getLogger(Loads.class);

    /** The number of the load in hand, and the name of its drop, as log collectors have them. */
    private static final String LOAD_ID = "load_id";

    private final Map<String, Load> inHand = new ConcurrentHashMap<>();
    private final LoadMeters meters;

    /**
     * Loads that are counted.
     *
     * @param registry that the meters belong to
     */
    public Loads(MeterRegistry registry) {
        this.meters = new LoadMeters(registry);
    }

    /** The parameters of {@code judge_drop.sql} and its locks. */
    public Map<String, @Nullable Object> facts(Drop drop) {
        return Load.factsOf(drop);
    }

    /** Begins the load of a drop that was judged. */
    public Load begin(Drop drop, Map<String, @Nullable Object> verdict) {
        Load load = new Load(drop, verdict);
        inHand.put(drop.name().fileName(), load);
        MDC.put(LOAD_ID, String.valueOf(load.loadId()));
        return load;
    }

    /** The parameters of {@code record_failure.sql}, however little of the drop was understood. */
    public Map<String, @Nullable Object> failure(File file, Stamp stamp, @Nullable Drop drop, Throwable cause) {
        Map<String, @Nullable Object> row = new HashMap<>();
        if (drop != null) {
            row.putAll(Load.factsOf(drop));
        } else {
            DropName name = DropName.ofOrNull(file.getName());
            row.put("drop_name", file.getName());
            row.put("drop_identity", DropName.identityOf(file.getName()));
            row.put("kind", name == null ? null : name.kind().word());
            row.put("format", name == null ? null : name.format().word());
            row.put("encoding", null);
            row.put("sha256", null);
            row.put("bytes", stamp.bytes());
            row.put("file_modified_at", stamp.modifiedAt().toString());
            row.put("started_at", Instant.now().toString());
        }
        ErrorText text = new ErrorText(file.getName(), cause);
        row.put("error", text.fact() + "; " + text.cure());
        return row;
    }

    /** Counts a drop that was loaded or is a duplicate, once that is committed. */
    public void count(Load load) {
        meters.ended(load);
    }

    /** Says in the log what became of a drop that was loaded or is a duplicate. */
    public void tell(Load load, @Nullable String filedAs) {
        String where = filedAs == null ? "its file was moved by another daemon" : filedAs;
        log.info("{}: {} -> {}", load.drop().name().fileName(), new LoadText(load).text(), where);
    }

    /** Counts a drop that failed and was filed. */
    public void failed() {
        meters.failed();
    }

    /** Ends the load of a drop, whatever came of it. */
    public void end(String dropName) {
        inHand.remove(dropName);
        MDC.remove(LOAD_ID);
    }

    /** The load of a drop that is under way; null if there is none. */
    public @Nullable Load inHand(String dropName) {
        return inHand.get(dropName);
    }
}
