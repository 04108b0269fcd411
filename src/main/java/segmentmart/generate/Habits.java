package segmentmart.generate;

/**
 * What a client earns and how he uses the bank.
 *
 * @param revenueThousands income, in thousands of roubles
 * @param products those he has, as bits by the order of {@link Product}; none for a client without products
 * @param activity how many uses he makes beside others; 0 for a client without products
 * @param lastDay the last day of the period on which he may use anything, counted from 0
 */
record Habits(int revenueThousands, int products, double activity, int lastDay) {
    /** What incomes are multiples of, in roubles. */
    static final int THOUSAND = 1_000;

    /** Least and greatest income, in thousands of roubles. */
    static final int LEAST_REVENUE = 30;

    static final int GREATEST_REVENUE = 500;
}
