package segmentmart.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import segmentmart.drill.Delivery.End;
import segmentmart.drill.Delivery.Kind;

/**
 * What is dropped in which round: uses and clients, new versions of earlier drops, the first version once more, copies
 * under another name, and drops that no one can read. What the base must hold at the end does not depend on the order
 * in which the drops of a round are loaded.
 */
final class Script {
    private static final int MOST_RECORDS = 20_000;
    private static final int FEWEST_RECORDS = 100;
    private static final List<String> ENDINGS = List.of(".csv", ".jsonl", ".csv.gz");

    private final Random random;
    private final List<Delivery> deliveries = new ArrayList<>();

    Script(long seed) {
        this.random = new Random(seed);
    }

    /** Everything that was dropped so far, in order. */
    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /**
     * The drops of the next round.
     *
     * @param round from 1
     * @param isFiled whether all drops of a name have come to their end, so that its next version may follow
     */
    List<Delivery> next(int round, Predicate<String> isFiled) {
        List<Delivery> drops = new ArrayList<>();
        drops.add(uses("product_usage-" + round + ENDINGS.get(round % ENDINGS.size()), round));
        drops.add(clients("clients-" + round + ".csv", round - 1));
        if (round % 3 == 0) {
            drops.add(Delivery.of(
                    "product_usage-unreadable-" + round + ".csv",
                    Kind.UNREADABLE,
                    random.nextLong(),
                    3,
                    0,
                    End.FAILED));
        }
        if (round > 4) {
            // Drops of rounds 1, 5, 9 … are copied, those of 2, 6, 10 … get new versions.
            int four = ((round - 1) / 4 - 1) * 4 + 1;
            List<Delivery> copied = versions(name(four), isFiled);
            if (copied.size() == 1 && round % 4 == 1) {
                Delivery original = copied.get(0);
                drops.add(Delivery.of(
                        original.name().replace("usage-", "usage-copy-"),
                        original.kind(),
                        original.seed(),
                        original.records(),
                        original.block(),
                        End.DUPLICATE));
            }
            List<Delivery> replaced = versions(name(four + 1), isFiled);
            if (replaced.size() == 1) {
                drops.add(uses(replaced.get(0).name(), round));
            } else if (replaced.size() == 2) {
                drops.add(replaced.get(0));
            }
            List<Delivery> told = versions("clients-" + (round - 3) + ".csv", isFiled);
            if (told.size() == 1) {
                drops.add(clients(told.get(0).name(), told.get(0).block()));
            }
        }
        deliveries.addAll(drops);
        return drops;
    }

    private static String name(int round) {
        return "product_usage-" + round + ENDINGS.get(round % ENDINGS.size());
    }

    /** What was dropped under a name; nothing while one of them is under way. */
    private List<Delivery> versions(String name, Predicate<String> isFiled) {
        List<Delivery> versions =
                deliveries.stream().filter(d -> d.name().equals(name)).toList();
        return versions.isEmpty() || !isFiled.test(name) ? List.of() : versions;
    }

    private Delivery uses(String name, int round) {
        double size = FEWEST_RECORDS * Math.pow((double) MOST_RECORDS / FEWEST_RECORDS, random.nextDouble());
        return Delivery.of(name, Kind.PRODUCT_USAGE, random.nextLong(), (int) size, round, End.LOADED);
    }

    private Delivery clients(String name, int block) {
        return Delivery.of(name, Kind.CLIENTS, random.nextLong(), Delivery.BLOCK, block, End.LOADED);
    }
}
