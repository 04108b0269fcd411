package segmentmart.mart;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the relations of the mart must hold, reckoned in plain Java straight from the definitions: the independent
 * computation a test compares the database with.
 */
final class Reckoned {

    private static final int ENOUGH_CLIENTS = 30;
    private static final double ERROR_LEVEL = 0.001;

    private final List<Client> clients;
    private final List<Use> uses;
    private final List<Buyer> mart;

    Reckoned(List<Client> clients, List<Use> uses) {
        this.clients = List.copyOf(clients);
        this.uses = List.copyOf(uses);
        Map<Integer, List<Use>> usesOf = this.uses.stream().collect(Collectors.groupingBy(Use::clientId));
        this.mart = this.clients.stream()
                .filter(client -> usesOf.containsKey(client.id()))
                .map(client -> Buyer.of(client, at(usesOf, client.id())))
                .toList();
    }

    /** The rows of a relation, in no particular order; the columns are String, Long, Double, LocalDate, Boolean. */
    List<List<Object>> rows(String relation) {
        return switch (relation) {
            case "segment_summary" -> segmentSummary();
            case "product_usage_frequency" -> productUsageFrequency();
            case "segment_products" -> segmentProducts();
            case "client_offers" -> clientOffers();
            case "segment_months" -> segmentMonths();
            case "segment_migration" -> segmentMigration();
            case "product_pairs" -> productPairs();
            case "revenue_bands" -> revenueBands();
            default -> throw new IllegalArgumentException("No such relation: " + relation);
        };
    }

    /** The newest day of any use, orphans included. */
    @Nullable
    LocalDate asOf() {
        return uses.stream().map(Use::day).max(Comparator.naturalOrder()).orElse(null);
    }

    /** Mean position of the clients of one product minus that of the others. */
    @Nullable
    Double activity() {
        List<Double> single = new ArrayList<>();
        List<Double> several = new ArrayList<>();
        List<LocalDate> days = mart.stream()
                .flatMap(buyer -> buyer.uses().stream())
                .map(Use::day)
                .sorted()
                .toList();
        Map<LocalDate, Integer> before = new HashMap<>();
        Map<LocalDate, Integer> through = new HashMap<>();
        for (int i = 0; i < days.size(); i++) {
            before.putIfAbsent(days.get(i), i);
            through.put(days.get(i), i + 1);
        }
        for (Buyer buyer : mart) {
            double f = (double) at(through, buyer.lastDay()) / days.size();
            double fBefore = (double) at(before, buyer.lastDay()) / days.size();
            int u = buyer.uses().size();
            double position = (Math.pow(f, u) + Math.pow(fBefore, u)) / 2;
            (buyer.segment().equals(segment(1)) ? single : several).add(position);
        }
        Double meanOfSingle = mean(single);
        Double meanOfSeveral = mean(several);
        if (meanOfSingle == null || meanOfSeveral == null) {
            return null;
        }
        return meanOfSingle - meanOfSeveral;
    }

    /** The greatest lift of a pair with enough clients, of those above their own bar if there are any. */
    @Nullable
    Double strongestLift() {
        List<Pair> all = pairs().stream()
                .filter(pair -> pair.a().compareTo(pair.b()) < 0)
                .toList();
        double deviations = Math.sqrt(2 * Math.log(all.size() / ERROR_LEVEL));
        List<Pair> enough =
                all.stream().filter(pair -> pair.both() >= ENOUGH_CLIENTS).toList();
        List<Pair> above = enough.stream()
                .filter(pair -> pair.lift() > 1 + deviations * pair.liftDeviation())
                .toList();
        return (above.isEmpty() ? enough : above)
                .stream().map(Pair::lift).max(Comparator.naturalOrder()).orElse(null);
    }

    /** Rank correlation of revenue and usage_count. */
    @Nullable
    Double spearman() {
        List<Buyer> known = knownRevenue();
        return correlation(
                meanRanks(known.stream().map(Buyer::knownRevenue).toList()),
                meanRanks(known.stream().map(Buyer::usageCount).toList()));
    }

    /** Linear correlation of revenue and usage_count. */
    @Nullable
    Double pearson() {
        List<Buyer> known = knownRevenue();
        return correlation(
                known.stream().map(buyer -> (double) buyer.knownRevenue()).toList(),
                known.stream().map(buyer -> (double) buyer.usageCount()).toList());
    }

    /** With the last month hidden: clients who took something new in it, own offers, own hits, hits of the rival. */
    List<Object> backtest() {
        LocalDate asOf = asOf();
        if (asOf == null) {
            return List.of(0L, 0L, 0L, 0L);
        }
        LocalDate start = asOf.withDayOfMonth(1);
        Reckoned before = new Reckoned(
                clients, uses.stream().filter(use -> use.day().isBefore(start)).toList());
        Map<Integer, Buyer> now = mart.stream().collect(Collectors.toMap(Buyer::id, Function.identity()));
        Map<String, List<Ranked>> ranking = before.rankingBySegment();
        Map<String, Set<Integer>> holders = before.holders();
        long takers = 0;
        long offered = 0;
        long hits = 0;
        long rivalHits = 0;
        for (Buyer buyer : before.mart) {
            Set<String> taken = new TreeSet<>(at(now, buyer.id()).products());
            taken.removeAll(buyer.products());
            if (taken.isEmpty()) {
                continue;
            }
            takers++;
            Ranked own = offer(buyer, ranking);
            if (own != null) {
                offered++;
                hits += taken.contains(own.product()) ? 1 : 0;
            }
            String rival = rivalOffer(buyer, holders);
            rivalHits += rival != null && taken.contains(rival) ? 1 : 0;
        }
        return List.of(takers, offered, hits, rivalHits);
    }

    private List<List<Object>> segmentSummary() {
        LocalDate asOf = asOf();
        List<List<Object>> rows = new ArrayList<>();
        new TreeMap<>(martBySegment()).forEach((segment, buyers) -> {
            List<Long> revenues = buyers.stream()
                    .filter(Buyer::hasRevenue)
                    .map(Buyer::knownRevenue)
                    .toList();
            List<Long> silence = buyers.stream()
                    .map(buyer -> ChronoUnit.DAYS.between(buyer.lastDay(), asOf))
                    .toList();
            rows.add(row(
                    segment,
                    (long) rows.size() + 1,
                    (long) buyers.size(),
                    share(buyers.size(), mart.size()),
                    median(revenues),
                    mean(revenues),
                    median(silence)));
        });
        return rows;
    }

    private List<List<Object>> productUsageFrequency() {
        List<List<Object>> rows = new ArrayList<>();
        uses.stream().collect(Collectors.groupingBy(Use::product)).forEach((product, its) -> {
            long users = its.stream().map(Use::clientId).distinct().count();
            rows.add(row(product, (long) its.size(), users, share(its.size(), uses.size())));
        });
        return rows;
    }

    private List<List<Object>> segmentProducts() {
        List<List<Object>> rows = new ArrayList<>();
        rankingBySegment()
                .forEach((segment, ranking) -> ranking.forEach(
                        place -> rows.add(row(segment, place.product(), place.clients(), place.uses(), place.rank()))));
        return rows;
    }

    private List<List<Object>> clientOffers() {
        Map<String, List<Ranked>> ranking = rankingBySegment();
        List<List<Object>> rows = new ArrayList<>();
        for (Buyer buyer : mart) {
            Ranked offer = offer(buyer, ranking);
            rows.add(
                    offer == null
                            ? row((long) buyer.id(), buyer.segment(), null, null)
                            : row((long) buyer.id(), buyer.segment(), offer.product(), offer.rank()));
        }
        return rows;
    }

    private List<List<Object>> segmentMonths() {
        LocalDate asOf = asOf();
        long products = uses.stream().map(Use::product).distinct().count();
        List<String> segments = IntStream.rangeClosed(1, (int) products)
                .mapToObj(Reckoned::segment)
                .distinct()
                .toList();
        List<List<Object>> rows = new ArrayList<>();
        for (YearMonth month : months()) {
            boolean partial = month.atEndOfMonth().isAfter(asOf);
            for (String segment : segments) {
                long ever = mart.stream()
                        .filter(buyer -> segment.equals(buyer.segmentBy(month)))
                        .count();
                long active = mart.stream()
                        .filter(buyer -> segment.equals(buyer.segmentWithin(month)))
                        .count();
                rows.add(row(month.atDay(1), segment, ever, active, partial));
            }
        }
        return rows;
    }

    private List<List<Object>> segmentMigration() {
        List<YearMonth> months = months();
        Set<YearMonth> lively =
                uses.stream().map(use -> YearMonth.from(use.day())).collect(Collectors.toSet());
        Map<List<Object>, Long> moves = new HashMap<>();
        for (Buyer buyer : mart) {
            List<@Nullable String> ever = new ArrayList<>();
            months.forEach(month -> ever.add(buyer.segmentBy(month)));
            for (int from = 0; from < months.size(); from++) {
                for (int to = from + 1; to < months.size(); to++) {
                    if (ever.get(to) != null) {
                        moves.merge(
                                row(
                                        months.get(from).atDay(1),
                                        months.get(to).atDay(1),
                                        "ever",
                                        ever.get(from),
                                        ever.get(to)),
                                1L,
                                Long::sum);
                    }
                }
            }
            for (YearMonth from : lively) {
                YearMonth to = from.plusMonths(1);
                String before = buyer.segmentWithin(from);
                String after = buyer.segmentWithin(to);
                if (lively.contains(to) && (before != null || after != null)) {
                    moves.merge(row(from.atDay(1), to.atDay(1), "active", before, after), 1L, Long::sum);
                }
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        moves.forEach((move, movers) -> {
            List<Object> row = new ArrayList<>(move);
            row.add(movers);
            rows.add(row);
        });
        return rows;
    }

    private List<List<Object>> productPairs() {
        return pairs().stream()
                .map(pair -> row(
                        pair.a(),
                        pair.b(),
                        pair.both(),
                        pair.withA(),
                        pair.withB(),
                        share(pair.both(), pair.withA()),
                        pair.lift(),
                        pair.both() < ENOUGH_CLIENTS))
                .toList();
    }

    private List<List<Object>> revenueBands() {
        List<Buyer> known = knownRevenue();
        Map<Long, Long> smaller =
                countsOfSmaller(known.stream().map(Buyer::knownRevenue).toList());
        Map<Long, List<Buyer>> bands = known.stream()
                .collect(Collectors.groupingBy(buyer -> 1 + 10 * at(smaller, buyer.knownRevenue()) / known.size()));
        List<List<Object>> rows = new ArrayList<>();
        bands.forEach((band, members) -> {
            List<Long> revenues =
                    members.stream().map(Buyer::knownRevenue).sorted().toList();
            Double products = mean(members.stream().map(Buyer::usageCount).toList());
            for (String segment : martBySegment().keySet()) {
                long ofSegment = members.stream()
                        .filter(buyer -> buyer.segment().equals(segment))
                        .count();
                rows.add(row(
                        band,
                        segment,
                        revenues.get(0),
                        revenues.get(revenues.size() - 1),
                        (long) members.size(),
                        products,
                        ofSegment,
                        share(ofSegment, members.size())));
            }
        });
        return rows;
    }

    private static String segment(int products) {
        if (products < 1) {
            throw new IllegalArgumentException("No segment without products");
        }
        return switch (products) {
            case 1 -> "1 продукт";
            case 2 -> "2 продукта";
            default -> "3+ продуктов";
        };
    }

    private Map<String, List<Buyer>> martBySegment() {
        return mart.stream().collect(Collectors.groupingBy(Buyer::segment));
    }

    private List<Buyer> knownRevenue() {
        return mart.stream().filter(Buyer::hasRevenue).toList();
    }

    /** The calendar months from that of the first use to that of the last one, with no gaps. */
    private List<YearMonth> months() {
        List<YearMonth> months = new ArrayList<>();
        LocalDate asOf = asOf();
        if (asOf == null) {
            return months;
        }
        LocalDate first =
                uses.stream().map(Use::day).min(Comparator.naturalOrder()).orElseThrow();
        YearMonth last = YearMonth.from(asOf);
        for (YearMonth month = YearMonth.from(first); !month.isAfter(last); month = month.plusMonths(1)) {
            months.add(month);
        }
        return months;
    }

    /** The products of each segment, the best first. */
    private Map<String, List<Ranked>> rankingBySegment() {
        Map<String, Long> overall = uses.stream().collect(Collectors.groupingBy(Use::product, Collectors.counting()));
        Map<String, List<Ranked>> rankings = new HashMap<>();
        martBySegment().forEach((segment, buyers) -> rankings.put(segment, ranking(buyers, overall)));
        return rankings;
    }

    private static List<Ranked> ranking(List<Buyer> buyers, Map<String, Long> overall) {
        Map<String, Long> takers = buyers.stream()
                .flatMap(buyer -> buyer.products().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        Map<String, Long> theirUses = buyers.stream()
                .flatMap(buyer -> buyer.uses().stream())
                .collect(Collectors.groupingBy(Use::product, Collectors.counting()));
        List<String> products = new ArrayList<>(takers.keySet());
        products.sort(Comparator.<String, Long>comparing(takers::get, Comparator.reverseOrder())
                .thenComparing(overall::get, Comparator.reverseOrder())
                .thenComparing(Comparator.naturalOrder()));
        List<Ranked> ranking = new ArrayList<>();
        for (String product : products) {
            ranking.add(new Ranked(product, at(takers, product), at(theirUses, product), ranking.size() + 1L));
        }
        return ranking;
    }

    private static @Nullable Ranked offer(Buyer buyer, Map<String, List<Ranked>> rankings) {
        for (Ranked place : at(rankings, buyer.segment())) {
            if (!buyer.products().contains(place.product())) {
                return place;
            }
        }
        return null;
    }

    /** The product the client lacks that is the likeliest given one of those he has. */
    private static @Nullable String rivalOffer(Buyer buyer, Map<String, Set<Integer>> holders) {
        Map<String, Double> chances = new HashMap<>();
        for (String lacked : holders.keySet()) {
            if (!buyer.products().contains(lacked)) {
                for (String had : buyer.products()) {
                    long both = common(at(holders, had), at(holders, lacked));
                    chances.merge(lacked, share(both, at(holders, had).size()), Math::max);
                }
            }
        }
        return chances.keySet().stream()
                .min(Comparator.<String, Double>comparing(chances::get, Comparator.reverseOrder())
                        .thenComparing(product -> at(holders, product).size(), Comparator.reverseOrder())
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    /** Which clients of the mart have each product. */
    private Map<String, Set<Integer>> holders() {
        Map<String, Set<Integer>> holders = new TreeMap<>();
        for (Buyer buyer : mart) {
            for (String product : buyer.products()) {
                holders.computeIfAbsent(product, key -> new HashSet<>()).add(buyer.id());
            }
        }
        return holders;
    }

    private List<Pair> pairs() {
        Map<String, Set<Integer>> holders = holders();
        List<Pair> pairs = new ArrayList<>();
        holders.forEach((a, withA) -> holders.forEach((b, withB) -> {
            if (!a.equals(b)) {
                pairs.add(new Pair(a, b, common(withA, withB), withA.size(), withB.size(), mart.size()));
            }
        }));
        return pairs;
    }

    private static long common(Set<Integer> some, Set<Integer> others) {
        return some.stream().filter(others::contains).count();
    }

    /** How many of the values are strictly smaller than each of them. */
    private static Map<Long, Long> countsOfSmaller(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        Map<Long, Long> smaller = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            smaller.putIfAbsent(sorted.get(i), (long) i);
        }
        return smaller;
    }

    /** The rank of each value from 1 up, equal ones sharing the mean of their ranks. */
    private static List<Double> meanRanks(List<Long> values) {
        Map<Long, Long> smaller = countsOfSmaller(values);
        Map<Long, Long> equal =
                values.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return values.stream()
                .map(value -> at(smaller, value) + (at(equal, value) + 1) / 2.0)
                .toList();
    }

    private static @Nullable Double correlation(List<Double> xs, List<Double> ys) {
        Double meanX = mean(xs);
        Double meanY = mean(ys);
        if (meanX == null || meanY == null || new HashSet<>(xs).size() < 2 || new HashSet<>(ys).size() < 2) {
            return null;
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < xs.size(); i++) {
            double dx = xs.get(i) - meanX;
            double dy = ys.get(i) - meanY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        return xy / (Math.sqrt(xx) * Math.sqrt(yy));
    }

    private static @Nullable Double mean(Collection<? extends Number> values) {
        if (values.isEmpty()) {
            return null;
        }
        return values.stream().mapToDouble(Number::doubleValue).average().orElseThrow();
    }

    private static @Nullable Double median(List<Long> values) {
        if (values.isEmpty()) {
            return null;
        }
        List<Long> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2.0;
    }

    private static double share(long part, long whole) {
        return (double) part / (double) whole;
    }

    private static <K, V> V at(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key));
    }

    private static List<Object> row(@Nullable Object... columns) {
        return Arrays.asList(columns);
    }

    /** A client as given. */
    record Client(int id, String name, @Nullable Integer revenueOrNull) {}

    /** One use of a product as given, perhaps of a client nobody knows. */
    record Use(int clientId, String product, LocalDate day) {}

    /** A client of the mart: one with uses. */
    private record Buyer(int id, @Nullable Integer revenueOrNull, List<Use> uses, Set<String> products) {

        static Buyer of(Client client, List<Use> uses) {
            Set<String> products = uses.stream().map(Use::product).collect(Collectors.toCollection(TreeSet::new));
            return new Buyer(client.id(), client.revenueOrNull(), uses, products);
        }

        boolean hasRevenue() {
            return revenueOrNull != null;
        }

        long knownRevenue() {
            if (revenueOrNull == null) {
                throw new IllegalStateException("Revenue of client " + id + " is not known");
            }
            return revenueOrNull;
        }

        long usageCount() {
            return products.size();
        }

        String segment() {
            return Reckoned.segment(products.size());
        }

        LocalDate lastDay() {
            return uses.stream().map(Use::day).max(Comparator.naturalOrder()).orElseThrow();
        }

        /** The segment by the products used up to the month's end. */
        @Nullable
        String segmentBy(YearMonth month) {
            return segmentOfMonths(LocalDate.MIN, month);
        }

        /** The segment by the products used within the month. */
        @Nullable
        String segmentWithin(YearMonth month) {
            return segmentOfMonths(month.atDay(1), month);
        }

        private @Nullable String segmentOfMonths(LocalDate start, YearMonth last) {
            long used = uses.stream()
                    .filter(use -> !use.day().isBefore(start) && !use.day().isAfter(last.atEndOfMonth()))
                    .map(Use::product)
                    .distinct()
                    .count();
            return used == 0 ? null : Reckoned.segment((int) used);
        }
    }

    /** The place of a product in a segment. */
    private record Ranked(String product, long clients, long uses, long rank) {}

    /** Two products: mart clients with both, with the first, with the second, and all there are. */
    private record Pair(String a, String b, long both, long withA, long withB, long all) {

        double lift() {
            return ((double) both * all) / ((double) withA * withB);
        }

        /** The standard deviation of the lift were the products independent. */
        double liftDeviation() {
            return Math.sqrt((1 - share(withA, all)) * (1 - share(withB, all)) * all / ((double) withA * withB));
        }
    }
}
