package segmentmart.generate;

import java.util.List;

/**
 * Counts of what the good records of both drops say together: small, however many records there are. For one thread.
 */
final class Tally {
    /** The segments, by one product less than they have at least. */
    static final List<String> SEGMENTS = List.of("1 продукт", "2 продукта", "3+ продуктов");

    private final long[] clientsByProducts = new long[1 << Product.COUNT];
    private final long[][] clientsByRevenueAndCount = new long[Habits.GREATEST_REVENUE + 1][Product.COUNT + 1];
    private final long[][] clientsBySegmentAndLastDay;
    private final long[] usesByProduct = new long[Product.COUNT];
    private final long[] usesByDay;
    private final long[] clientsByProductsHeld = new long[Product.COUNT + 1];
    private final long[] quietByProductsHeld = new long[Product.COUNT + 1];
    private long orphans;

    Tally(int days) {
        clientsBySegmentAndLastDay = new long[SEGMENTS.size()][days];
        usesByDay = new long[days];
    }

    /** A use, whether its client is known or not. */
    void use(int product, int day) {
        usesByProduct[product]++;
        usesByDay[day]++;
    }

    /** A use whose client no good record names. */
    void orphan() {
        orphans++;
    }

    /**
     * A client that a good record names.
     *
     * @param products those used, as bits
     * @param lastDay the day of the last use, counted from 0; says nothing without products
     */
    void client(int revenueThousands, int products, int lastDay) {
        int count = Integer.bitCount(products);
        clientsByProducts[products]++;
        if (count > 0) {
            clientsByRevenueAndCount[revenueThousands][count]++;
            clientsBySegmentAndLastDay[segment(count)][lastDay]++;
        }
    }

    /**
     * What a client is like, whether his uses show it or not.
     *
     * @param products how many he has
     * @param quiet whether he stops before the last third of the period
     */
    void planted(int products, boolean quiet) {
        clientsByProductsHeld[products]++;
        if (quiet) {
            quietByProductsHeld[products]++;
        }
    }

    private static int segment(int count) {
        return Math.min(count, SEGMENTS.size()) - 1;
    }

    /** Clients by the set of products they used, as bits. */
    long[] clientsByProducts() {
        return clientsByProducts;
    }

    /** Clients with products by income in thousands of roubles, and by the number of products they used. */
    long[][] clientsByRevenueAndCount() {
        return clientsByRevenueAndCount;
    }

    /** Clients with products by the order of {@link #SEGMENTS}, and by the day of their last use. */
    long[][] clientsBySegmentAndLastDay() {
        return clientsBySegmentAndLastDay;
    }

    long[] usesByProduct() {
        return usesByProduct;
    }

    long[] usesByDay() {
        return usesByDay;
    }

    long orphans() {
        return orphans;
    }

    /** Clients by how many products they have, used or not. */
    long[] clientsByProductsHeld() {
        return clientsByProductsHeld;
    }

    /** Those of them who stop before the last third of the period. */
    long[] quietByProductsHeld() {
        return quietByProductsHeld;
    }
}
