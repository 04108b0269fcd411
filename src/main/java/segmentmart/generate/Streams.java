package segmentmart.generate;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;

/**
 * Random numbers of one seed, in streams that do not disturb each other: what a client is like does not depend on
 * how many others there are, nor on what is written of him.
 */
record Streams(long clients, long uses, long flaws) {
    static Streams of(long seed) {
        UniformRandomProvider root = new SplitMix64(seed);
        return new Streams(root.nextLong(), root.nextLong(), root.nextLong());
    }

    /** The traits of one client. */
    UniformRandomProvider client(int id) {
        return new SplitMix64(mixed(clients, id));
    }

    /** Who used what, and when, in the order of the records. */
    UniformRandomProvider inOrder() {
        return new XoRoShiRo128PlusPlus(uses, mixed(uses, 1));
    }

    /** A number from 0 below the bound for the n-th bad record. */
    long flaw(long n, long bound) {
        return Math.floorMod(mixed(flaws, n), bound);
    }

    private static long mixed(long stream, long index) {
        return new SplitMix64(stream + index).nextLong();
    }
}
