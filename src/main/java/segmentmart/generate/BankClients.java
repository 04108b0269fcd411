package segmentmart.generate;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The effects that the profile {@code bank} plants, in the order they work: who a client is, what he earns, how many
 * products he has for that, which of them go together, whether he went quiet, and how much he does.
 */
final class BankClients {
    /** The share of clients with no product, in percent. */
    static final int WITHOUT_PRODUCTS_PERCENT = 8;

    /** How many products clients have by income, poorest first. */
    static final List<Band> BANDS = List.of(
            new Band(30, 60, List.of(52, 30, 13, 5)),
            new Band(61, 120, List.of(38, 33, 19, 8, 2)),
            new Band(121, 250, List.of(20, 29, 27, 16, 8)),
            new Band(251, 500, List.of(8, 19, 30, 24, 13, 6)));

    /** Products that come with others. */
    static final List<Affinity> AFFINITIES = List.of(
            new Affinity(Product.MORTGAGE, Product.PROPERTY_INSURANCE, 75),
            new Affinity(Product.CAR_SECURED_LOAN, Product.CAR_INSURANCE, 70),
            new Affinity(Product.DEBIT_CARD, Product.DEPOSIT_6_MONTHS, 35));

    /** How many of those with one product, two, and more went quiet before the last third of the period, in percent. */
    static final List<Integer> QUIET_PERCENT = List.of(45, 25, 10);

    /** How many uses fall on a day of each month, January first, in percent of an average month. */
    static final List<Integer> SEASON = List.of(85, 90, 100, 95, 100, 95, 85, 90, 105, 110, 115, 140);

    /** How many uses fall on a day of the week, Monday first, in percent of a working day. */
    static final List<Integer> WEEK = List.of(100, 100, 100, 100, 100, 70, 50);

    /** The exponent of the Pareto distribution that activity has. */
    static final double TAIL = 1.6;

    /** How many uses fall on an hour beside others, midnight first. */
    private static final List<Integer> HOURS =
            List.of(3, 2, 1, 1, 1, 2, 5, 10, 18, 26, 30, 31, 33, 32, 30, 29, 30, 32, 33, 30, 25, 18, 11, 6);

    private static final int MINUTES_IN_HOUR = 60;
    private static final double GREATEST_ACTIVITY = 300;
    private static final int PERCENT = 100;
    private static final List<Persona> PERSONAS = List.of(Persona.values());
    private static final List<Integer> SHARES =
            Arrays.stream(Persona.values()).map(Persona::percent).toList();

    private BankClients() {}

    /**
     * Clients of one income.
     *
     * @param from least income, in thousands of roubles
     * @param to greatest income
     * @param percentByProducts the share of those with one product, two …
     */
    record Band(int from, int to, List<Integer> percentByProducts) {}

    /** Of those who get the first product, and will have more, so many percent get the other with it, if they lack it. */
    record Affinity(Product product, Product with, int percent) {}

    static Habits draw(UniformRandomProvider random, int days) {
        Persona persona = PERSONAS.get(one(random, SHARES));
        int span = persona.greatestRevenue() - persona.leastRevenue() + 1;
        int revenue = persona.leastRevenue() + Math.min(random.nextInt(span), random.nextInt(span));
        if (random.nextInt(PERCENT) < WITHOUT_PRODUCTS_PERCENT) {
            return new Habits(revenue, 0, 0, days - 1);
        }
        int number = 1 + one(random, band(revenue).percentByProducts());
        int products = products(random, persona, number);
        int lastThird = Period.lastThird(days);
        boolean quiet = random.nextInt(PERCENT) < QUIET_PERCENT.get(Math.min(number, QUIET_PERCENT.size()) - 1);
        int lastDay = quiet && lastThird < days ? random.nextInt(lastThird) : days - 1;
        // StrictMath, so that every machine draws the same.
        double activity = Math.min(GREATEST_ACTIVITY, StrictMath.pow(1 - random.nextDouble(), -1 / TAIL));
        return new Habits(revenue, products, activity * number * (lastDay + 1) / days, lastDay);
    }

    static Band band(int revenueThousands) {
        return BANDS.stream()
                .filter(band -> revenueThousands <= band.to())
                .findFirst()
                .orElseThrow();
    }

    private static int products(UniformRandomProvider random, Persona persona, int number) {
        int products = 0;
        while (Integer.bitCount(products) < number) {
            Product product = Product.at(one(random, persona.leanings()));
            if ((products & product.bit()) == 0) {
                products |= product.bit();
                products |= with(random, product, Integer.bitCount(products) < number);
            }
        }
        return products;
    }

    /** What comes with a product that a client got, as bits. */
    private static int with(UniformRandomProvider random, Product product, boolean isRoom) {
        int with = 0;
        for (Affinity affinity : AFFINITIES) {
            if (isRoom && affinity.product() == product && random.nextInt(PERCENT) < affinity.percent()) {
                with |= affinity.with().bit();
            }
        }
        return with;
    }

    static int weight(LocalDate day) {
        return SEASON.get(day.getMonthValue() - 1) * WEEK.get(day.getDayOfWeek().getValue() - 1);
    }

    static int minute(UniformRandomProvider random) {
        return one(random, HOURS) * MINUTES_IN_HOUR + random.nextInt(MINUTES_IN_HOUR);
    }

    /** Draws an index by weight. */
    private static int one(UniformRandomProvider random, List<Integer> weights) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int rest = random.nextInt(sum);
        int index = 0;
        while (rest >= weights.get(index)) {
            rest -= weights.get(index++);
        }
        return index;
    }
}
