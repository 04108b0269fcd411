package segmentmart.bench;

import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds of which the median counts
 * @param usages of the drops that are loaded beside COPY
 * @param large uses of the large drop, and of the base that is refreshed
 * @param growth uses in staging at which the time for a drop is looked at
 */
record Sizes(int rounds, int clients, int usages, int large, List<Integer> growth) {}
