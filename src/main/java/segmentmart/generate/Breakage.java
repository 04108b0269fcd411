package segmentmart.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a drop are bad, and in which way. The share asked for, to a record, spread over the drop at random,
 * each way in turn; the first record is always good, because formats are told from it. Answers for any record alone.
 */
final class Breakage {
    private final long records;
    private final long bad;
    private final List<Flaw> flaws;
    private final List<Flaw> recurring;
    private final Streams streams;
    private final int salt;

    /**
     * Spreads flaws over a drop.
     *
     * @param share of the records that are bad, 0 … 0.5
     * @param flaws the ways, those that happen {@link Flaw#isOnce once} last
     * @param salt another number for each drop of a seed
     */
    Breakage(long records, double share, List<Flaw> flaws, Streams streams, int salt) {
        this.records = records - 1;
        // Not more than half of them, or the drop fails as a whole.
        this.bad = Math.min(Math.round(records * share), records / 2);
        this.flaws = flaws;
        this.recurring = flaws.stream().filter(flaw -> !flaw.isOnce()).toList();
        this.streams = streams;
        this.salt = salt;
    }

    /** How the record is bad, counted from 0; null for a good one. */
    @Nullable
    Flaw of(long record) {
        if (bad == 0 || record == 0) {
            return null;
        }
        // The records behind the first fall into as many stretches as there are bad ones; each stretch has one.
        long n = (record - 1) * bad / records;
        long start = start(n);
        long length = start(n + 1) - start;
        return record - 1 == start + streams.flaw(n * 2 + salt, length) ? flaw(n) : null;
    }

    private long start(long n) {
        return (n * records + bad - 1) / bad;
    }

    private Flaw flaw(long n) {
        return n < flaws.size() ? flaws.get((int) n) : recurring.get((int) ((n - flaws.size()) % recurring.size()));
    }
}
