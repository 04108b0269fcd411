package segmentmart.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the files of an inbox looked like over the polls, which tells whether their writers have done. For many threads. */
final class Sightings {
    private static final Duration GROWS_FOR_LONG = Duration.ofSeconds(5);

    private final Duration steadyFor;
    private final Duration renamedSteadyFor;
    private final Arrivals arrivals;
    private final Map<String, Sighting> seen = new ConcurrentHashMap<>();
    private final Map<String, Long> unseen = new ConcurrentHashMap<>();
    private volatile long pollNanos = System.nanoTime();

    /** What a file looked like, since when (nanoseconds of this JVM), and when it was first seen. */
    private record Sighting(long bytes, long modifiedMillis, long sinceNanos, long firstNanos) {}

    /**
     * None yet.
     *
     * @param steadyFor how long a file must have stayed the same before it is taken
     * @param renamedSteadyFor how long, if its times say that it was renamed after it had been written
     */
    Sightings(Duration steadyFor, Duration renamedSteadyFor, Arrivals arrivals) {
        this.steadyFor = steadyFor;
        this.renamedSteadyFor = renamedSteadyFor;
        this.arrivals = arrivals;
    }

    /** Files first seen in one poll become steady in one poll. */
    void beginPoll() {
        pollNanos = System.nanoTime();
    }

    /** Takes note of a file in this poll; answers whether it has stayed the same for long enough. */
    boolean isSteady(Path file, long bytes, long modifiedMillis) {
        long now = pollNanos;
        Sighting sighting = seen.merge(
                Drop.fileName(file),
                new Sighting(bytes, modifiedMillis, now, now),
                (old, latest) -> old.bytes() == latest.bytes() && old.modifiedMillis() == latest.modifiedMillis()
                        ? old
                        : new Sighting(latest.bytes(), latest.modifiedMillis(), now, old.firstNanos()));
        long rest = now - sighting.sinceNanos();
        return rest >= steadyFor.toNanos() || (rest >= renamedSteadyFor.toNanos() && arrivals.isRenamed(file));
    }

    /** Whether a file still looks as it did when it was seen last; also if it never was. */
    boolean isAsLast(String name, Stamp stamp) {
        Sighting last = seen.get(name);
        return last == null
                || (last.bytes() == stamp.bytes()
                        && last.modifiedMillis() == stamp.modifiedAt().toEpochMilli());
    }

    /** Whether a file that lies in the inbox will be taken soon: not one that goes on growing, nor one that no poll sees. */
    boolean isAwaited(String name) {
        long now = System.nanoTime();
        Sighting sighting = seen.get(name);
        if (sighting == null) {
            // New since the last poll, or a name that camel-file never offers.
            return now - unseen.computeIfAbsent(name, n -> now) < GROWS_FOR_LONG.toNanos();
        }
        boolean growing = now - sighting.firstNanos() > GROWS_FOR_LONG.toNanos()
                && now - sighting.sinceNanos() < steadyFor.toNanos();
        return !growing;
    }

    /** Forgets a file; one of its name is a new one. */
    void forget(String name) {
        seen.remove(name);
    }

    /** Forgets all files but these. */
    void retain(Collection<String> names) {
        seen.keySet().retainAll(names);
        unseen.keySet().retainAll(names);
    }
}
