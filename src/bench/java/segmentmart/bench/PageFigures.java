package segmentmart.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The dashboard: each question of its first view, the search for clients, and that view in a cold browser. */
final class PageFigures implements AutoCloseable {
    private static final int REQUESTS = 60;
    private static final int VIEWS = 7;
    private static final long POLL_MILLIS = 100;
    private static final double MOST_KB = 450;

    /** From the start of the navigation until the donut is on the screen. */
    private static final String DRAWN = """
            new Promise(resolve => {
              const look = () => document.querySelector("#segments canvas")
                ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() / 1000)))
                : requestAnimationFrame(look);
              look();
            })""";

    private static final String KILOBYTES = """
            [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
              .filter(entry => !entry.name.includes("/api/"))
              .reduce((sum, entry) => sum + entry.encodedBodySize, 0) / 1024""";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final String address;

    private PageFigures(Path home) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        address = "http://127.0.0.1:" + port;
        ProcessBuilder builder = World.run(home, port);
        builder.command().add(1, "-Xmx256m");
        process = builder.redirectOutput(home.resolve("run.log").toFile()).start();
    }

    private void awaitAnswers() throws InterruptedException {
        while (true) {
            try {
                get("/api/publication");
                return;
            } catch (IOException | IllegalStateException e) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("run ended, see run.log in its home", e);
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    /** Loads a base of its own into a home, and measures what its daemon serves of it. */
    static List<Figure> measure(Path home, Drops drops, Sizes sizes) throws Exception {
        try (World world = new World(home)) {
            new RefreshFigures(world, drops, sizes).prepare();
        }
        try (PageFigures page = new PageFigures(home)) {
            page.awaitAnswers();
            Map<String, List<Double>> seconds = new LinkedHashMap<>();
            page.ofView(seconds);
            page.ofSearch(seconds);
            List<Double> views = new ArrayList<>();
            double kilobytes = 0;
            for (int i = 0; i < VIEWS; i++) {
                try (ColdBrowser browser = new ColdBrowser()) {
                    browser.open(page.address + "/");
                    views.add(browser.number(DRAWN));
                    kilobytes = browser.number(KILOBYTES);
                }
            }
            seconds.put("first view in a cold browser", views);
            print(seconds, kilobytes);
            List<Figure> figures = new ArrayList<>();
            seconds.forEach((name, all) -> figures.add(
                    Figure.within(name + ", p95", all == views ? 1.5 : 0.1, Figure.quantile(all, 0.95), all)));
            return figures;
        }
    }

    private static void print(Map<String, List<Double>> seconds, double kilobytes) {
        System.out.println("\n| dashboard | n | p50 | p95 | max |\n|---|---|---|---|---|");
        seconds.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f ms | %.0f ms | %.0f ms |%n",
                name,
                all.size(),
                1000 * Figure.quantile(all, 0.5),
                1000 * Figure.quantile(all, 0.95),
                1000 * Figure.quantile(all, 1)));
        System.out.printf(
                Locale.ROOT, "assets of the first view: %.0f KB compressed, at most %.0f%n%n", kilobytes, MOST_KB);
    }

    private void ofView(Map<String, List<Double>> seconds) throws Exception {
        JsonNode months = new ObjectMapper().readTree(get("/api/months"));
        String from = months.get(0).get("month").asText().substring(0, 7);
        String to = months.get(months.size() - 1).get("month").asText().substring(0, 7);
        for (String path : List.of(
                "/api/publication",
                "/api/segments",
                "/api/products",
                "/api/segment-products",
                "/api/revenue-bands",
                "/api/months",
                "/api/migration?from=" + from + "&to=" + to,
                "/api/pairs",
                "/api/hypotheses")) {
            for (int i = 0; i < REQUESTS; i++) {
                time(seconds, path.replaceFirst("\\?.*", ""), path);
            }
        }
    }

    private void ofSearch(Map<String, List<Double>> seconds) throws Exception {
        JsonNode known = new ObjectMapper().readTree(get("/api/clients?limit=" + REQUESTS + "&after=1000"));
        for (JsonNode each : known.get("clients")) {
            String[] words = each.get("client_name").asText().split(" ");
            String last = words[words.length - 1];
            Map<String, String> searches = new LinkedHashMap<>();
            searches.put("one letter", last.substring(0, 1));
            searches.put("two letters", last.substring(0, Math.min(2, last.length())));
            searches.put("a word", last);
            searches.put(
                    "two beginnings", words[0].substring(0, 1) + " " + last.substring(0, Math.min(3, last.length())));
            searches.put("the whole name", String.join(" ", words));
            searches.put("nobody", last.substring(0, 1) + "ъъ " + words[0].substring(0, 1));
            searches.put("an id", each.get("client_id").asText());
            for (Map.Entry<String, String> search : searches.entrySet()) {
                time(seconds, "search: " + search.getKey(), "/api/clients?search=" + encoded(search.getValue()));
            }
            time(
                    seconds,
                    "card of a client",
                    "/api/clients/" + each.get("client_id").asText());
        }
    }

    private void time(Map<String, List<Double>> seconds, String name, String path) throws Exception {
        long start = System.nanoTime();
        get(path);
        seconds.computeIfAbsent(name, key -> new ArrayList<>()).add(World.seconds(start));
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.body());
        }
        return answer.body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(1, TimeUnit.MINUTES);
    }
}
