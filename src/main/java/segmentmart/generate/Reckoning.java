package segmentmart.generate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import segmentmart.generate.Truth.Correlation;
import segmentmart.generate.Truth.Figures;
import segmentmart.generate.Truth.Mart;
import segmentmart.generate.Truth.Pair;
import segmentmart.generate.Truth.Planted;
import segmentmart.generate.Truth.Recency;
import segmentmart.generate.Truth.RevenueBand;

/** The figures that follow from a tally. */
final class Reckoning {
    private static final int PERCENT = 100;
    private static final int PLACES = 4;

    private final Tally tally;
    private final Period period;

    Reckoning(Tally tally, Period period) {
        this.tally = tally;
        this.period = period;
    }

    Mart mart() {
        Map<String, Long> segments = new LinkedHashMap<>();
        long[][] days = tally.clientsBySegmentAndLastDay();
        for (int i = 0; i < Tally.SEGMENTS.size(); i++) {
            segments.put(Tally.SEGMENTS.get(i), sum(days[i]));
        }
        int newest = newestDay();
        return new Mart(
                clientsWithProducts(),
                tally.clientsByProducts()[0],
                tally.orphans(),
                segments,
                newest < 0 ? null : period.date(newest).toString());
    }

    Figures figures() {
        Map<String, Long> products = new LinkedHashMap<>();
        for (Product product : Product.values()) {
            products.put(product.title(), tally.usesByProduct()[product.place()]);
        }
        Map<YearMonth, Long> months = new TreeMap<>();
        for (int day = 0; day < period.days(); day++) {
            months.merge(YearMonth.from(period.date(day)), tally.usesByDay()[day], Long::sum);
        }
        Map<String, Long> written = new LinkedHashMap<>();
        months.forEach((month, uses) -> written.put(month.toString(), uses));
        List<Pair> pairs = new ArrayList<>();
        for (Product a : Product.values()) {
            for (Product b : Product.values()) {
                if (a.compareTo(b) < 0) {
                    pairs.add(pair(a, b));
                }
            }
        }
        return new Figures(products, written, quietBefore(), recency(), revenueBands(), correlation(), pairs);
    }

    /** What the profile {@code bank} put in, and what came of its affinities. */
    Planted planted() {
        long[] held = tally.clientsByProductsHeld();
        return new Planted(
                new Truth.Chance(share(BankClients.WITHOUT_PRODUCTS_PERCENT), held[0], sum(held)),
                quiet(),
                BankClients.BANDS.stream()
                        .map(b -> new Truth.Income(
                                b.from() * Habits.THOUSAND, b.to() * Habits.THOUSAND, shares(b.percentByProducts())))
                        .toList(),
                BankClients.AFFINITIES.stream()
                        .map(a -> {
                            Pair pair = pair(a.product(), a.with());
                            return new Truth.Affinity(
                                    pair.a(), pair.b(), share(a.percent()), pair.clients(), pair.lift());
                        })
                        .toList(),
                shares(BankClients.SEASON),
                shares(BankClients.WEEK),
                BigDecimal.valueOf(BankClients.TAIL),
                Arrays.stream(Persona.values())
                        .map(p -> new Truth.Kind(
                                p.word(),
                                share(p.percent()),
                                p.leastRevenue() * Habits.THOUSAND,
                                p.greatestRevenue() * Habits.THOUSAND,
                                leanings(p)))
                        .toList());
    }

    private List<Truth.Chance> quiet() {
        List<Truth.Chance> quiet = new ArrayList<>();
        int groups = period.lastThird() == period.days() ? 0 : BankClients.QUIET_PERCENT.size();
        for (int group = 1; group <= groups; group++) {
            int to = group == groups ? Product.COUNT + 1 : group + 1;
            quiet.add(new Truth.Chance(
                    share(BankClients.QUIET_PERCENT.get(group - 1)),
                    sum(Arrays.copyOfRange(tally.quietByProductsHeld(), group, to)),
                    sum(Arrays.copyOfRange(tally.clientsByProductsHeld(), group, to))));
        }
        return quiet;
    }

    private static Map<String, Integer> leanings(Persona persona) {
        Map<String, Integer> leanings = new LinkedHashMap<>();
        for (Product product : Product.values()) {
            leanings.put(product.title(), persona.leanings().get(product.place()));
        }
        return leanings;
    }

    private long clientsWithProducts() {
        return sum(tally.clientsByProducts()) - tally.clientsByProducts()[0];
    }

    private int newestDay() {
        int day = period.days() - 1;
        while (day >= 0 && tally.usesByDay()[day] == 0) {
            day--;
        }
        return day;
    }

    private Pair pair(Product a, Product b) {
        long withBoth = clientsWith(a.bit() | b.bit());
        double apart = (double) clientsWith(a.bit()) * clientsWith(b.bit());
        return new Pair(
                a.title(), b.title(), withBoth, rounded(apart == 0 ? 0 : withBoth / apart * clientsWithProducts()));
    }

    private long clientsWith(int products) {
        long clients = 0;
        for (int set = 1; set < tally.clientsByProducts().length; set++) {
            if ((set & products) == products) {
                clients += tally.clientsByProducts()[set];
            }
        }
        return clients;
    }

    private @Nullable String quietBefore() {
        return period.lastThird() == period.days()
                ? null
                : period.date(period.lastThird()).toString();
    }

    private List<Recency> recency() {
        List<Recency> all = new ArrayList<>();
        int newest = newestDay();
        for (int i = 0; i < Tally.SEGMENTS.size(); i++) {
            long[] byLastDay = tally.clientsBySegmentAndLastDay()[i];
            long clients = sum(byLastDay);
            if (clients > 0) {
                double quiet = sum(Arrays.copyOf(byLastDay, period.lastThird()));
                double median = (nth(byLastDay, (clients - 1) / 2) + nth(byLastDay, clients / 2)) / 2.0;
                all.add(new Recency(
                        Tally.SEGMENTS.get(i),
                        clients,
                        rounded(newest - median),
                        quietBefore() == null ? null : rounded(quiet / clients)));
            }
        }
        return all;
    }

    /** The day of the n-th client, counted from 0, where clients stand in the order of days. */
    private static int nth(long[] clientsByDay, long n) {
        int day = 0;
        long passed = clientsByDay[0];
        while (passed <= n) {
            passed += clientsByDay[++day];
        }
        return day;
    }

    private List<RevenueBand> revenueBands() {
        List<RevenueBand> bands = new ArrayList<>();
        for (BankClients.Band band : BankClients.BANDS) {
            long clients = 0;
            long products = 0;
            for (int revenue = band.from(); revenue <= band.to(); revenue++) {
                for (int count = 1; count <= Product.COUNT; count++) {
                    long n = tally.clientsByRevenueAndCount()[revenue][count];
                    clients += n;
                    products += n * count;
                }
            }
            bands.add(new RevenueBand(
                    band.from() * Habits.THOUSAND,
                    band.to() * Habits.THOUSAND,
                    clients,
                    clients == 0 ? null : rounded((double) products / clients)));
        }
        return bands;
    }

    private Correlation correlation() {
        ContingencyTable clients = new ContingencyTable(tally.clientsByRevenueAndCount());
        return new Correlation(clients.count(), rounded(clients.pearson()), rounded(clients.spearman()));
    }

    private static long sum(long[] counts) {
        return Arrays.stream(counts).sum();
    }

    private static List<BigDecimal> shares(List<Integer> percent) {
        return percent.stream().map(Reckoning::share).toList();
    }

    private static BigDecimal share(int percent) {
        return BigDecimal.valueOf(percent).divide(BigDecimal.valueOf(PERCENT));
    }

    private static @Nullable BigDecimal rounded(@Nullable Double figure) {
        return figure == null ? null : rounded(figure.doubleValue());
    }

    private static BigDecimal rounded(double figure) {
        return new BigDecimal(figure).setScale(PLACES, RoundingMode.HALF_UP).stripTrailingZeros();
    }
}
