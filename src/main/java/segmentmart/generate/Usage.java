package segmentmart.generate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;
import org.jspecify.annotations.Nullable;

/**
 * Draws uses: who, which product, when. Clients are taken by blocks, so that what is known of each while uses are
 * drawn fits in memory, however many there are; a block's clients lie all over the range of ids. For one thread.
 */
final class Usage {
    /** As many as the processor's caches hold: with eight times as many it takes twice the time. */
    private static final int BLOCK_CLIENTS = 1 << 15;

    private final Plan plan;
    private final Streams streams;
    private final Period period;
    private final Breakage badClients;
    private final Tally tally;
    private final UniformRandomProvider random;
    private final byte[][] products = new byte[Product.COUNT][];
    private final byte[][] days;
    private final byte[][] times = new byte[Profile.MINUTES][];
    private final @Nullable SharedStateDiscreteSampler[] samplers = new SharedStateDiscreteSampler[Product.ALL + 1];

    Usage(Plan plan, Streams streams, Period period, Breakage badClients, Tally tally) {
        this.plan = plan;
        this.streams = streams;
        this.period = period;
        this.badClients = badClients;
        this.tally = tally;
        this.random = streams.inOrder();
        this.days = period.written();
        for (Product product : Product.values()) {
            products[product.place()] = product.title().getBytes(StandardCharsets.UTF_8);
        }
        for (int minute = 0; minute < Profile.MINUTES; minute++) {
            times[minute] = String.format(Locale.ROOT, " %02d:%02d:00", minute / 60, minute % 60)
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** What is known of the clients of a block, by their place in it. */
    private static final class Block {
        private final int firstId;
        private final int step;
        private final short[] revenueThousands;
        private final short[] products;
        private final int[] lastDay;
        private final double[] activity;
        private final boolean[] bad;
        private final short[] used;
        private final int[] lastUse;

        Block(int firstId, int step, int size) {
            this.firstId = firstId;
            this.step = step;
            this.revenueThousands = new short[size];
            this.products = new short[size];
            this.lastDay = new int[size];
            this.activity = new double[size];
            this.bad = new boolean[size];
            this.used = new short[size];
            this.lastUse = new int[size];
        }

        void set(int place, Habits habits) {
            revenueThousands[place] = (short) habits.revenueThousands();
            products[place] = (short) habits.products();
            lastDay[place] = habits.lastDay();
            activity[place] = habits.activity();
        }

        int size() {
            return used.length;
        }

        int id(int place) {
            return firstId + place * step;
        }
    }

    void write(Records records) throws IOException {
        int blocks = (plan.clients() - 1) / BLOCK_CLIENTS + 1;
        long clientsDone = 0;
        for (int first = 1; first <= blocks; first++) {
            Block block = block(first, blocks);
            long before = (long) plan.usages() * clientsDone / plan.clients();
            clientsDone += block.size();
            write(block, (long) plan.usages() * clientsDone / plan.clients() - before, records);
            tally(block);
        }
    }

    private Block block(int first, int step) {
        Block block = new Block(first, step, (plan.clients() - first) / step + 1);
        boolean active = false;
        for (int place = 0; place < block.size(); place++) {
            int id = block.id(place);
            block.set(place, plan.profile().draw(streams.client(id), period.days()));
            block.bad[place] = badClients.of(id - 1L) != null;
            active |= block.activity[place] > 0;
        }
        if (!active) {
            // So few that none has a product; but somebody must have made the uses.
            block.set(0, new Habits(block.revenueThousands[0], Product.ALL, 1, period.days() - 1));
        }
        return block;
    }

    private void write(Block block, long uses, Records records) throws IOException {
        if (uses == 0) {
            return;
        }
        SharedStateDiscreteSampler clients = AliasMethodDiscreteSampler.of(random, block.activity);
        for (long use = 0; use < uses; use++) {
            int place = clients.sample();
            int product = sampler(block.products[place]).sample();
            int day = period.draw(random, block.lastDay[place]);
            int minute = plan.profile().minute(random);
            Flaw flaw = records.begin();
            if (flaw != null) {
                records.bad(flaw, values(block.id(place), product, day, minute));
                continue;
            }
            records.before(0).put(block.id(place));
            records.before(1).put(products[product]);
            DropFile file = records.before(2);
            file.put(days[day]);
            file.put(times[minute]);
            records.before(3);
            tally.use(product, day);
            if (block.bad[place]) {
                tally.orphan();
            } else {
                block.lastUse[place] = block.used[place] == 0 ? day : Math.max(day, block.lastUse[place]);
                block.used[place] |= (short) (1 << product);
            }
        }
    }

    private List<String> values(int id, int product, int day, int minute) {
        return List.of(
                String.valueOf(id),
                Product.at(product).title(),
                new String(days[day], StandardCharsets.US_ASCII)
                        + new String(times[minute], StandardCharsets.US_ASCII));
    }

    /** Draws one of a set of products, given as bits. */
    private SharedStateDiscreteSampler sampler(int set) {
        SharedStateDiscreteSampler known = samplers[set];
        if (known != null) {
            return known;
        }
        double[] weights = new double[Product.COUNT];
        for (Product product : Product.values()) {
            weights[product.place()] =
                    (set & product.bit()) == 0 ? 0 : plan.profile().uses(product);
        }
        SharedStateDiscreteSampler sampler = AliasMethodDiscreteSampler.of(random, weights);
        samplers[set] = sampler;
        return sampler;
    }

    private void tally(Block block) {
        for (int place = 0; place < block.size(); place++) {
            if (!block.bad[place]) {
                tally.client(block.revenueThousands[place], block.used[place], block.lastUse[place]);
                tally.planted(Integer.bitCount(block.products[place]), block.lastDay[place] < period.lastThird());
            }
        }
    }
}
