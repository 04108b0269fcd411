package segmentmart.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the product beside COPY and beside itself, by turns, and prints a table and a JSON file of ratios. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Measure the product beside COPY and beside itself, by turns, on a PostgreSQL of its own.")
public final class Benchmark implements Callable<Integer> {

    /** What can be measured, in the order it is. */
    enum What {
        USAGE,
        CLIENTS,
        JSONL,
        AT_ONCE,
        LARGE,
        REFRESH,
        VISIBLE,
        DAEMON,
        CHECK,
        GROWTH,
        PAGE
    }

    @Option(names = "--only", split = ",", description = "what to measure: ${COMPLETION-CANDIDATES}")
    private List<What> only = List.of(What.values());

    @Option(names = "--rounds", description = "rounds, of which the median counts")
    private int rounds = 5;

    @Option(names = "--clients", description = "clients of the base")
    private int clients = 1_000_000;

    @Option(names = "--usages", description = "uses that are loaded beside COPY")
    private int usages = 2_000_000;

    @Option(names = "--large", description = "uses of the large drop, and of the base that is refreshed")
    private int large = 10_000_000;

    @Option(names = "--growth", split = ",", description = "uses in staging at which a small drop is measured")
    private List<Integer> growth = List.of(1_000_000, 10_000_000, 50_000_000);

    @Option(names = "--folder", description = "where to work; generated drops are kept there")
    private Path folder = Path.of("target/bench");

    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, List<Growth.Point>> points = new LinkedHashMap<>();

    /** Arguments: see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path root = folder.toAbsolutePath();
        Sizes sizes = new Sizes(rounds, clients, usages, large, growth);
        Drops drops = new Drops(root.resolve("drops"), clients);
        Map<String, Object> machine;
        try (World world = new World(root.resolve("home"))) {
            machine = machine(world);
            System.out.println(machine);
            loads(new LoadFigures(world, drops, sizes));
            if (only.contains(What.REFRESH) || only.contains(What.VISIBLE)) {
                refreshes(new RefreshFigures(world, drops, sizes));
            }
            if (only.contains(What.GROWTH)) {
                Growth growing = new Growth(world, root.resolve("drops"), sizes);
                points.put("daily drops", growing.ofDrops());
                points.put("rows in staging", growing.ofRows());
            }
        }
        if (only.contains(What.DAEMON)) {
            add(DaemonFigures.measure(root.resolve("daemon"), rounds));
        }
        if (only.contains(What.PAGE)) {
            add(PageFigures.measure(root.resolve("page"), drops, sizes));
        }
        print(root.resolve("figures.json"), machine);
        return 0;
    }

    private void loads(LoadFigures loads) throws Exception {
        for (What what : only) {
            switch (what) {
                case USAGE -> add(List.of(loads.usage()));
                case CLIENTS -> add(List.of(loads.clients()));
                case JSONL -> add(List.of(loads.usageAsJsonl(), loads.clientsAsJsonl()));
                case AT_ONCE -> add(List.of(loads.dropsAtOnce()));
                case CHECK -> add(List.of(loads.check()));
                case LARGE -> add(List.of(loads.large()));
                default -> {}
            }
        }
    }

    private void refreshes(RefreshFigures refreshes) throws Exception {
        refreshes.prepare();
        add(refreshes.full());
        add(refreshes.questions());
        add(List.of(refreshes.incremental()));
        if (only.contains(What.VISIBLE)) {
            add(refreshes.visible());
        }
    }

    private void add(List<Figure> measured) {
        figures.addAll(measured);
        measured.forEach(figure -> System.out.println(figure.line()));
    }

    /** Tells how a figure stands after a round. */
    static void tell(String name, List<Double> product, List<Double> rival) {
        System.err.printf(
                Locale.ROOT,
                "%s, round %d: product %.2f s, beside %.2f s%n",
                name,
                product.size(),
                product.get(product.size() - 1),
                rival.get(rival.size() - 1));
    }

    private static Map<String, Object> machine(World world) throws Exception {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("heap_mb", Runtime.getRuntime().maxMemory() >> 20);
        machine.put("java", Runtime.version().toString());
        machine.put("postgresql", (int) world.number("select current_setting('server_version_num')::integer"));
        return machine;
    }

    private void print(Path json, Map<String, Object> machine) throws Exception {
        System.out.println("\n| figure | beside it | product | target | measured |\n|---|---|---|---|---|");
        figures.forEach(figure -> System.out.println(figure.line()));
        points.forEach((title, all) -> System.out.println("\n" + title + "\n" + Growth.plot(all)));
        Files.writeString(
                json,
                new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(Map.of("machine", machine, "figures", figures, "growth", points)));
        System.out.println("\nall measurements: " + json);
    }
}
