package segmentmart.generate;

import java.util.List;
import java.util.Locale;

/** Kinds of people a bank serves: how many, what they earn, which products they lean to. */
@SuppressWarnings("ImmutableEnumChecker") // its list is immutable
enum Persona {
    STUDENT(12, 30, 80, 1, 1, 4, 3, 1, 20, 45, 8, 3, 2, 1),
    EMPLOYEE(38, 50, 200, 4, 5, 6, 8, 6, 25, 30, 14, 6, 6, 3),
    FAMILY(24, 80, 320, 4, 12, 5, 7, 6, 14, 22, 10, 10, 7, 5),
    ENTREPRENEUR(10, 120, 500, 12, 6, 3, 5, 10, 20, 14, 12, 6, 8, 4),
    PENSIONER(16, 30, 110, 1, 1, 22, 18, 14, 5, 25, 6, 6, 2, 2);

    private final int percent;
    private final int leastRevenue;
    private final int greatestRevenue;
    private final List<Integer> leanings;

    Persona(int percent, int leastRevenue, int greatestRevenue, Integer... leanings) {
        this.percent = percent;
        this.leastRevenue = leastRevenue;
        this.greatestRevenue = greatestRevenue;
        this.leanings = List.of(leanings);
    }

    /** Their share of all clients. */
    int percent() {
        return percent;
    }

    /** Income, in thousands of roubles. */
    int leastRevenue() {
        return leastRevenue;
    }

    int greatestRevenue() {
        return greatestRevenue;
    }

    /** The weight of each product, by the order of {@link Product}. */
    List<Integer> leanings() {
        return leanings;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
