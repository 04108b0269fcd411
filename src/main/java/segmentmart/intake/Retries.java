package segmentmart.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The drops that wait after a failed try: until when, and why. While the database is in trouble they all wait, and
 * one of them tries for all. Safe for many threads.
 */
final class Retries {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** A file that may try but is never taken up has vanished. */
    private static final Duration STALE = Duration.ofSeconds(30);

    /** How long those that have not tried yet may come forward. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private final Set<String> probed = new HashSet<>();
    private final Map<String, Wait> waits = new TreeMap<>();
    private @Nullable Wait outage;
    private @Nullable String probe;
    private long probeSinceNanos;

    /** A pause after some tries (from 1) that failed for a reason. */
    record Wait(int tries, long notBeforeNanos, String reason) {
        boolean isOver() {
            return System.nanoTime() - notBeforeNanos >= 0;
        }

        Duration pause() {
            return Retries.pause(tries);
        }
    }

    private static Duration pause(int tries) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private static Wait after(@Nullable Wait before, String reason) {
        int tries = before == null ? 1 : before.tries() + 1;
        return new Wait(tries, System.nanoTime() + pause(tries).toNanos(), reason);
    }

    /** Whether a drop that is complete may be tried now. In trouble the first that asks becomes the one that tries. */
    synchronized boolean mayTry(String name) {
        Wait wait = waits.get(name);
        if (outage == null) {
            return wait == null || wait.isOver();
        }
        long now = System.nanoTime();
        boolean free = probe == null || now - probeSinceNanos > STALE.toNanos();
        if (!free || !outage.isOver()) {
            return name.equals(probe);
        }
        // Each in its turn: it may be one drop alone that the database has no room for.
        if (probed.contains(name) && now - outage.notBeforeNanos() < TURN.toNanos()) {
            return false;
        }
        if (!probed.add(name)) {
            probed.clear();
            probed.add(name);
        }
        probe = name;
        probeSinceNanos = now;
        return name.equals(probe);
    }

    /** Whether a drop was offered before the trouble began that it has now to wait for. */
    synchronized boolean isHeld(String name) {
        return outage != null && !name.equals(probe);
    }

    synchronized boolean isWaiting(String name) {
        return outage != null || waits.containsKey(name);
    }

    /** Notes a failed try; answers the pause that follows. */
    synchronized Wait failed(String name, Fault fault, String reason) {
        if (fault == Fault.DATABASE) {
            probed.add(name);
            if (outage == null || name.equals(probe)) {
                outage = after(outage, reason);
                probe = null;
            }
            // Else it was under way when the trouble began, and tells nothing new.
            return outage;
        }
        if (name.equals(probe)) {
            outage = null;
            probe = null;
            probed.clear();
        }
        Wait wait = after(waits.get(name), reason);
        waits.put(name, wait);
        return wait;
    }

    /** Notes that a drop came to an end, so that the database is well; answers whether that is news. */
    synchronized boolean ended(String name) {
        waits.remove(name);
        boolean news = outage != null;
        outage = null;
        probe = null;
        probed.clear();
        return news;
    }

    /** Forgets a file that has left the inbox. */
    synchronized void left(String name) {
        waits.remove(name);
        if (name.equals(probe)) {
            probe = null;
        }
    }

    /** Forgets what waits no more because it is not there; with no drop there is nothing that an outage holds up. */
    synchronized void retain(Collection<String> names) {
        waits.keySet().retainAll(names);
        if (probe != null && !names.contains(probe)) {
            probe = null;
        }
        if (names.isEmpty()) {
            outage = null;
            probed.clear();
        }
    }

    /** Why drops wait: by name, or under the empty name for all of them. */
    synchronized Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        waits.forEach((name, wait) -> reasons.put(name, wait.reason()));
        if (outage != null) {
            reasons.put("", outage.reason());
        }
        return reasons;
    }
}
