package segmentmart.staging;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.intake.Drop;

/** Begins loads for the routes, and knows the one in hand. Safe for many threads. */
public final class Loads {
    private static final Logger log = LoggerFactory.getLogger(Loads.class);

    private volatile @Nullable Load inHand;

    /** The parameters of {@code judge_drop.sql} and its locks. */
    public Map<String, @Nullable Object> facts(Drop drop) {
        return Load.factsOf(drop);
    }

    /** Begins the load of a drop that was judged. */
    public Load begin(Drop drop, Map<String, @Nullable Object> verdict) {
        Load load = new Load(drop, verdict);
        inHand = load;
        return load;
    }

    /** Says in the log what became of a drop that was loaded or is a duplicate. */
    public void tell(Load load, String filedAs) {
        log.info("{}: {} -> {}", load.drop().name().fileName(), load.summary(), filedAs);
    }

    /** The load in hand or the one before; null if there was none yet. */
    public @Nullable Load inHand() {
        return inHand;
    }
}
