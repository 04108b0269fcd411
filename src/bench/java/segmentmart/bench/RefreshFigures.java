package segmentmart.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import segmentmart.generate.Format;
import segmentmart.mart.Relation;

/** Refreshes of the mart beside the bare rule, and how soon a small drop is seen in it. */
final class RefreshFigures {
    private static final int SMALL_DROP = 1000;
    private static final int SMALL_DROPS = 10;
    private static final int QUESTIONS = 100;
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private final World world;
    private final Drops drops;
    private final Sizes sizes;
    private int day;

    RefreshFigures(World world, Drops drops, Sizes sizes) {
        this.world = world;
        this.drops = drops;
        this.sizes = sizes;
    }

    /** Loads the base that is refreshed. */
    void prepare() throws Exception {
        world.reset();
        world.load(
                Map.of("clients.csv", drops.clients(Format.CSV), "product_usage.csv", drops.halfYear(sizes.large())));
        // Defines the views.
        world.refreshSeconds(true);
        world.execute("vacuum analyze");
        world.execute("drop table if exists bare", "create table bare (like data_mart.client_segments including all)");
    }

    List<Figure> full() throws Exception {
        List<Double> bare = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        List<Double> analysis = new ArrayList<>();
        for (int round = 0; round < sizes.rounds(); round++) {
            world.execute("truncate bare", "checkpoint");
            long start = System.nanoTime();
            world.execute("set search_path = staging", "insert into public.bare " + world.rule(), "reset search_path");
            bare.add(World.seconds(start));
            world.restart(false);
            world.execute("truncate data_mart.client_segments", "checkpoint");
            first.add(world.refreshSeconds(true));
            again.add(world.refreshSeconds(true));
            world.restart(true);
            if (round == 0) {
                // What each client did is written once, and compared from then on.
                world.refreshSeconds(true);
            }
            analysis.add(world.refreshSeconds(true) - again.get(round));
            Benchmark.tell("full refresh", first, bare);
            Benchmark.tell("analysis", analysis, again);
        }
        return List.of(
                Figure.shorter("full refresh of an empty mart : the bare insert … select", 1.1, first, bare),
                Figure.shorter("full refresh of a mart that is right : the bare insert … select", 1.1, again, bare),
                Figure.shorter("all relations of analysis with it : that refresh of the mart", 2, analysis, again));
    }

    /** The questions that a page asks of the relations. */
    List<Figure> questions() throws Exception {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int round = 0; round < QUESTIONS; round++) {
            long client = 1 + (long) round * sizes.clients() / QUESTIONS;
            for (Map.Entry<String, String> question : questions(client).entrySet()) {
                long start = System.nanoTime();
                world.execute(question.getValue());
                seconds.computeIfAbsent(question.getKey(), key -> new ArrayList<>())
                        .add(World.seconds(start));
            }
        }
        return seconds.entrySet().stream()
                .map(question -> Figure.within(
                        "question to " + question.getKey() + ", p95",
                        0.1,
                        Figure.quantile(question.getValue(), 0.95),
                        question.getValue()))
                .toList();
    }

    private static Map<String, String> questions(long client) {
        Map<String, String> questions = new LinkedHashMap<>();
        for (String relation : Relation.TABLES) {
            questions.put(relation, "select * from data_mart." + relation);
        }
        questions.put("client_offers", "select * from data_mart.client_offers where client_id = " + client);
        questions.put(
                "segment_migration",
                "select * from data_mart.segment_migration"
                        + " where from_month = (select min(month) from data_mart.segment_months)"
                        + " and to_month = (select max(month) from data_mart.segment_months)");
        questions.put("product_pairs", "select * from data_mart.product_pairs");
        questions.put("data_quality", "select * from data_mart.data_quality");
        return questions;
    }

    Figure incremental() throws Exception {
        List<Double> full = new ArrayList<>();
        List<Double> incremental = new ArrayList<>();
        for (int round = 0; round < sizes.rounds(); round++) {
            full.add(world.refreshSeconds(true));
            world.load(Map.of("product_usage-touch.csv", drops.touching(sizes.clients() / 100, 1, nextDay())));
            incremental.add(world.refreshSeconds(false));
            Benchmark.tell("incremental refresh", incremental, full);
        }
        return Figure.shorter(
                "refresh after a drop that touches 1 % of the clients : full refresh", 0.05, incremental, full);
    }

    /** Seconds from the rename into the inbox until the mart shows the drop, with the settings as they are shipped. */
    List<Figure> visible() throws Exception {
        world.restart(Map.of());
        List<Double> ofUsage = new ArrayList<>();
        List<Double> ofClients = new ArrayList<>();
        for (int i = 0; i < SMALL_DROPS * sizes.rounds(); i++) {
            LocalDate today = nextDay();
            ofUsage.add(seen(
                    "product_usage-" + i + ".csv",
                    drops.touching(SMALL_DROP, 1, today),
                    "last_product_usage_date = '" + today + "'"));
            ofClients.add(seen(
                    "clients-" + i + ".csv", drops.changing(SMALL_DROP, 100 + day), "client_revenue = " + (100 + day)));
        }
        world.restart(World.LOADS_ONLY);
        return List.of(
                Figure.within("1,000 uses, rename to mart, p95", 1, Figure.quantile(ofUsage, 0.95), ofUsage),
                Figure.within(
                        "1,000 changed clients, rename to mart, p95", 1, Figure.quantile(ofClients, 0.95), ofClients));
    }

    private double seen(String name, java.nio.file.Path file, String condition) throws Exception {
        world.put(Map.of(name, file));
        long start = System.nanoTime();
        // The first and the last of the clients that the drop speaks of.
        long last = 1 + (long) (SMALL_DROP - 1) * sizes.clients() / SMALL_DROP;
        String sql =
                "select count(*) from data_mart.client_segments where client_id in (1, " + last + ") and " + condition;
        while (world.number(sql) < 2) {
            Thread.sleep(5);
        }
        return World.seconds(start);
    }

    private LocalDate nextDay() {
        return DAY.plusDays(day++);
    }
}
