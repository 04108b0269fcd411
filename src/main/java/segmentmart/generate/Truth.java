package segmentmart.generate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What generated drops hold, exactly: what a loader must find, and what an analysis must. Figures are over the good
 * records; shares and correlations are rounded to four places.
 *
 * @param planted the effects that were put in; null where nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Truth(
        Origin origin,
        List<Drop> drops,
        List<Rejects> rejects,
        Mart mart,
        Figures figures,
        @Nullable Planted planted) {

    /** The plan, which gives the same drops again with the same names. */
    public record Origin(
            long seed, String profile, String from, String to, String format, boolean clientIds, BigDecimal bad) {}

    /** The ledger's counts for one drop. */
    public record Drop(String name, long records, long loaded, long rejected) {}

    /**
     * Records of one drop that are bad in one way.
     *
     * @param code the reason they are rejected for
     * @param lines of the first of them
     */
    public record Rejects(String drop, String flaw, String code, long records, List<Long> lines) {}

    /**
     * The mart's counts.
     *
     * @param orphans uses of clients whose record is bad
     * @param asOf the newest day of a use; null where there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Mart(
            long clients,
            long clientsWithoutProducts,
            long orphans,
            Map<String, Long> segments,
            @Nullable String asOf) {}

    /**
     * What an analysis must come to.
     *
     * @param quietBefore the first day of the last third of the period; null where that has less than three days
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Figures(
            Map<String, Long> usesByProduct,
            Map<String, Long> usesByMonth,
            @Nullable String quietBefore,
            List<Recency> recency,
            List<RevenueBand> revenueBands,
            Correlation revenueAndUsageCount,
            List<Pair> productPairs) {}

    /**
     * How recently the clients of a segment used anything.
     *
     * @param medianDaysSinceLastUse counted from the newest day of a use
     * @param quietShare of those whose last use is before {@code quietBefore}; null where that is null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Recency(
            String segment,
            long clients,
            BigDecimal medianDaysSinceLastUse,
            @Nullable BigDecimal quietShare) {}

    /** Clients with products of one income, and how many different products they used on average. */
    public record RevenueBand(
            int fromRub, int toRub, long clients, @Nullable BigDecimal meanUsageCount) {}

    /** Of income and number of different products, over the clients with products; null where nothing varies. */
    public record Correlation(
            long clients,
            @Nullable BigDecimal pearson,
            @Nullable BigDecimal spearman) {}

    /**
     * Two products.
     *
     * @param clients who used both
     * @param lift how many times more often together than if they had nothing to do with each other
     */
    public record Pair(String a, String b, long clients, BigDecimal lift) {}

    /**
     * What the profile {@code bank} put in. Counts are of what clients are like; the fewer uses they make, the less of
     * it shows.
     *
     * @param withoutProducts who have no product
     * @param quiet by number of products, the last for that many and more: who make no use from {@code quietBefore}
     *     on; empty where that is null
     * @param products how many products clients of an income have
     * @param affinities which products come with others
     * @param season weight of each month beside the others, January first
     * @param week weight of each day, Monday first
     * @param activityTail exponent of the Pareto distribution of how much clients do
     */
    public record Planted(
            Chance withoutProducts,
            List<Chance> quiet,
            List<Income> products,
            List<Affinity> affinities,
            List<BigDecimal> season,
            List<BigDecimal> week,
            BigDecimal activityTail,
            List<Kind> personas) {}

    /** Something that happens to clients with a probability, and to how many of how many it happened. */
    public record Chance(BigDecimal probability, long happened, long clients) {}

    /** The share of those with one product, two …, among the clients of an income. */
    public record Income(int fromRub, int toRub, List<BigDecimal> shareByProducts) {}

    /**
     * A product that comes with another one.
     *
     * @param probability for those who get the first product, and are to have more, that they get the other with it
     * @param clients who used both
     * @param lift that this came to
     */
    public record Affinity(String product, String with, BigDecimal probability, long clients, BigDecimal lift) {}

    /** A kind of clients, what they earn, and which products they lean to, by weight. */
    public record Kind(String name, BigDecimal share, int fromRub, int toRub, Map<String, Integer> leanings) {}

    /** The truth as JSON with a line for each figure, keys in snake case. */
    public String json() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        try {
            return mapper.writer(new DefaultPrettyPrinter().withObjectIndenter(lines))
                            .writeValueAsString(this)
                    + "\n";
        } catch (IOException e) {
            throw new IllegalStateException("a truth of plain values is always JSON", e);
        }
    }
}
