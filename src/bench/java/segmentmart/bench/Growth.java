package segmentmart.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import segmentmart.generate.Format;

/** Whether the time for a drop stays the same while drops and rows gather. */
final class Growth {
    private static final int SMALL_DROP = 5_000;
    private static final int WIDTH = 30;

    private static final int USES_OF_A_CLIENT = 10;
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private final World world;
    private final Path folder;
    private final Sizes sizes;
    private int day;

    Growth(World world, Path folder, Sizes sizes) {
        this.world = world;
        this.folder = folder;
        this.sizes = sizes;
    }

    /**
     * What a small drop takes on a base, in seconds.
     *
     * @param load as a new drop
     * @param replace as a new version of one that is there
     * @param duplicate as the same content under another name
     * @param refresh of the mart after the new drop, whose clients it recomputes
     */
    record Point(String base, double load, double replace, double duplicate, double refresh) {}

    /** After 1, 10 and 100 daily drops. */
    List<Point> ofDrops() throws Exception {
        Drops drops = new Drops(folder, sizes.clients());
        world.reset();
        world.load(Map.of("clients.csv", drops.clients(Format.CSV)));
        List<Point> points = new ArrayList<>();
        for (int n = 1; n <= 100; n++) {
            world.load(Map.of("product_usage-" + n + ".csv", ofNextDay(drops)));
            if (n == 1 || n == 10 || n == 100) {
                world.refreshSeconds(true);
                points.add(point(String.format(Locale.ROOT, "%d drops", n), drops));
            }
        }
        return points;
    }

    /** On 1, 10 and 50 million rows, or what was asked for, of a tenth as many clients. */
    List<Point> ofRows() throws Exception {
        List<Point> points = new ArrayList<>();
        for (int size : sizes.growth()) {
            Drops drops = new Drops(folder, size / USES_OF_A_CLIENT);
            world.reset();
            world.load(Map.of("clients.csv", drops.clients(Format.CSV)));
            int n = 0;
            for (int rows = 0; rows < size; rows += sizes.large()) {
                int next = Math.min(size - rows, sizes.large());
                world.load(Map.of("product_usage-" + ++n + ".csv", drops.usage(next, Format.CSV, n)));
            }
            world.execute("vacuum analyze");
            world.refreshSeconds(true);
            points.add(point(String.format(Locale.ROOT, "%,d rows", size), drops));
        }
        return points;
    }

    /** Each day other clients, so that those of the last day have no more uses than those of the first. */
    private Path ofNextDay(Drops drops) throws Exception {
        day++;
        return drops.touching(SMALL_DROP, 1 + day % drops.clientsBetween(SMALL_DROP), DAY.plusDays(day));
    }

    private Point point(String base, Drops drops) throws Exception {
        List<Double> loads = new ArrayList<>();
        List<Double> replaces = new ArrayList<>();
        List<Double> duplicates = new ArrayList<>();
        List<Double> refreshes = new ArrayList<>();
        for (int round = 0; round < sizes.rounds(); round++) {
            Path small = ofNextDay(drops);
            String name = "product_usage-new-" + day + ".csv";
            loads.add(world.loadSeconds(name, small));
            refreshes.add(world.refreshSeconds(false));
            duplicates.add(world.loadSeconds("product_usage-again-" + day + ".csv", small));
            replaces.add(world.loadSeconds(name, ofNextDay(drops)));
            world.refreshSeconds(false);
        }
        Point point = new Point(
                base,
                Figure.median(loads),
                Figure.median(replaces),
                Figure.median(duplicates),
                Figure.median(refreshes));
        System.err.printf(Locale.ROOT, "growth: %s%n", point);
        return point;
    }

    /** The points as bars, each kind of time to its own scale. */
    static String plot(List<Point> points) {
        StringBuilder out = new StringBuilder();
        plot(out, "a new drop of 5,000 uses", points, Point::load);
        plot(out, "a new version of it", points, Point::replace);
        plot(out, "the same again", points, Point::duplicate);
        plot(out, "the refresh after it", points, Point::refresh);
        return out.toString();
    }

    private interface Value {
        double of(Point point);
    }

    private static void plot(StringBuilder out, String title, List<Point> points, Value value) {
        double most = points.stream().mapToDouble(value::of).max().orElse(1);
        out.append(title).append('\n');
        for (Point point : points) {
            double seconds = value.of(point);
            out.append(String.format(Locale.ROOT, "%18s %7.3f s %s%n", point.base(), seconds, "█".repeat((int)
                            Math.round(WIDTH * seconds / most))));
        }
    }
}
