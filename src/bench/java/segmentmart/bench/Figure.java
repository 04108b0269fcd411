package segmentmart.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;

/**
 * A ratio that was measured in one run.
 *
 * @param name what was measured beside what
 * @param target what the ratio should be; at least, or at most
 * @param ratio of the medians
 * @param unit of the measurements
 * @param product what the product took, round by round
 * @param rival what it is compared with took
 */
@JsonInclude
record Figure(
        String name,
        double target,
        boolean atLeast,
        double ratio,
        String unit,
        List<Double> product,
        List<Double> rival) {

    boolean isReached() {
        return atLeast ? ratio >= target : ratio <= target;
    }

    /** The rival's time to the product's: more is better. */
    static Figure faster(String name, double target, List<Double> product, List<Double> rival) {
        return new Figure(name, target, true, median(rival) / median(product), "s", product, rival);
    }

    /** The product's time to the other's: less is better. */
    static Figure shorter(String name, double target, List<Double> product, List<Double> rival) {
        return new Figure(name, target, false, median(product) / median(rival), "s", product, rival);
    }

    /** A time in seconds that should not be passed. */
    static Figure within(String name, double seconds, double measured, List<Double> all) {
        return new Figure(name, seconds, false, measured, "s", all, List.of());
    }

    static double median(List<Double> values) {
        return quantile(values, 0.5);
    }

    static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(Math.round(Math.ceil(share * sorted.size())) - 1, sorted.size() - 1));
    }

    /** A line of a table in Markdown. */
    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s %s | %.2f%s |",
                name,
                rival.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f s", median(rival)),
                String.format(Locale.ROOT, "%.2f s", rival.isEmpty() ? ratio : median(product)),
                atLeast ? "≥" : "≤",
                target,
                ratio,
                isReached() ? "" : " (missed)");
    }
}
