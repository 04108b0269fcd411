package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.database.Server;

/** The distribution as operators run it: tuned, watched and asked while it loads. */
class OperatingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USES = "client_id,product,usage_date\n";

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();
    private final List<Child> daemons = new ArrayList<>();
    private Path home = Path.of("");
    private int drops;

    @BeforeEach
    void useTheSharedServer() {
        home = root.resolve("home");
        Server server = TestDatabase.empty().server();
        environment.put("DB_HOST", server.host());
        environment.put("DB_PORT", String.valueOf(server.port()));
        environment.put("DB_NAME", server.name());
        environment.put("DB_USER", server.user());
        environment.put("DB_PASS", server.password());
        environment.put("ROUTES_WATCH_PERIOD", "200ms");
        environment.put("INBOX_RENAMED_STEADY_FOR", "50ms");
    }

    @AfterEach
    void endDaemons() throws Exception {
        for (Child daemon : daemons) {
            daemon.kill();
        }
    }

    private Child command(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--home");
        all.add(home.toString());
        return Child.packaged(root, environment, all.toArray(new String[0]));
    }

    private Child run() throws IOException {
        Child daemon = command("run");
        daemons.add(daemon);
        awaitLog(daemon, "watching ");
        return daemon;
    }

    private static void awaitLog(Child daemon, String line) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(daemon.errors()).contains(line));
    }

    private void drop(String name, String text) throws IOException {
        Path part = Files.writeString(home.resolve("inbox").resolve(name + ".part"), text);
        Files.move(part, home.resolve("inbox").resolve(name));
    }

    /** Drops one more use and waits until it is loaded. */
    private void assertLoads() throws IOException {
        drops++;
        String name = "product_usage-" + drops + ".csv";
        drop(name, USES + drops + ",Вклад,2025-05-24\n");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> TestDatabase.csv("select status from staging.load where drop_name = '" + name + "'")
                        .equals("status\nloaded\n"));
    }

    private Path route(String name) {
        return home.resolve("routes").resolve(name);
    }

    private void saveInPlace(String name, String text) throws IOException {
        Files.writeString(route(name), text);
    }

    private void saveByRename(String name, String text) throws IOException {
        Path temporary = Files.writeString(route("." + Path.of(name).getFileName() + ".swp"), text);
        Files.move(temporary, route(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private String edited(String name, String from, String to) throws IOException {
        String text = Files.readString(route(name));
        assertThat(text).contains(from);
        return text.replace(from, to);
    }

    private String address() throws Exception {
        Child status = command("status", "--json");
        assertThat(status.await()).isEqualTo(ExitCode.OK);
        String daemon =
                new ObjectMapper().readTree(status.output()).get("daemon").asText();
        return daemon.substring(daemon.indexOf("http://"));
    }

    private static HttpResponse<String> get(String url, String... headers) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The reason of a check of {@code /health/ready}; empty where it has none. */
    private static String reason(String address, String check) {
        try {
            for (JsonNode each : new ObjectMapper()
                    .readTree(get(address + "/health/ready").body())
                    .get("checks")) {
                if (each.get("name").asText().equals(check)) {
                    return each.path("reason").asText();
                }
            }
            return "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double metric(String address, String name) {
        return get(address + "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    @Test
    void threeEditsOfTheReadmeTakeOverWhileItRuns() throws Exception {
        Child daemon = run();
        drop("clients.csv", "client_id,client_name,client_revenue\n1,Анна,100\n2,Борис,200\n");
        drop(
                "product_usage.csv",
                USES + "1,А,2025-05-24\n1,Б,2025-05-24\n1,В,2025-05-24\n1,Г,2025-05-24\n2,А,2025-05-24\n");
        String segments = "select client_segment from data_mart.client_segments order by client_id";
        awaitMart(segments, "client_segment\n3+ продуктов\n1 продукт\n");

        // A rule.
        saveByRename(
                "sql/client_segments.sql",
                edited(
                        "sql/client_segments.sql",
                        "        else '3+ продуктов'",
                        "        when used.usage_count = 3 then '3 продукта'\n        else '4+ продуктов'"));
        awaitMart(segments, "client_segment\n4+ продуктов\n1 продукт\n");
        assertThat(TestDatabase.csv("select trigger, mode from data_mart.refresh order by refresh_id desc limit 1"))
                .isEqualTo("trigger,mode\nrule,full\n");

        // Another poll delay and chunk size.
        saveInPlace(
                "application.properties",
                edited("application.properties", "inbox.poll-delay = 100ms", "inbox.poll-delay = 30ms")
                        .replace("load.chunk = 500000", "load.chunk = 3"));
        awaitLog(daemon, "routes: application.properties taken over");
        assertLoads();

        // A step of one's own.
        saveInPlace("note-refresh.camel.yaml", readmeExample("note-refresh"));
        awaitLog(daemon, "routes: note-refresh.camel.yaml (new) taken over");
        assertLoads();
        Path notes = home.resolve("refreshes.txt");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(notes).content().hasLineCount(1));
        assertLoads();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Files.readAllLines(notes)).hasSize(2).allMatch(line -> line.contains(" refresh ")));
        assertThat(daemon.errors()).doesNotContain("ERROR").doesNotContain("WARN");
    }

    private static void awaitMart(String query, String expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TestDatabase.csv(query)).isEqualTo(expected));
    }

    /** The code block of README that follows the mention of a route's file. */
    private static String readmeExample(String route) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf("```yaml\n", readme.indexOf(route + ".camel.yaml")) + "```yaml\n".length();
        return readme.substring(start, readme.indexOf("```", start));
    }

    private record Edit(String file, UnaryOperator<String> edit, String told) {}

    private static Edit edit(String file, String from, String to, String told) {
        return new Edit(
                file,
                text -> {
                    assertThat(text).contains(from);
                    return text.replace(from, to);
                },
                told);
    }

    @Test
    void brokenEditOfEachKindLeavesItLoading() throws Exception {
        List<Edit> edits = List.of(
                edit("close-load.camel.yaml", "\n      steps:", "\n     steps:", "close-load.camel.yaml line 7"),
                edit("end-drop.camel.yaml", "description:", "descripton:", "end-drop.camel.yaml line 3"),
                edit("close-load.camel.yaml", "- choice:", "- choise:", "close-load.camel.yaml line 8"),
                edit("take-drop.camel.yaml", "delay:", "delai:", "take-drop.camel.yaml line 11"),
                edit("tidy-inbox.camel.yaml", "timer:tidy", "tymer:tidy", "tidy-inbox.camel.yaml line 6"),
                edit("tidy-inbox.camel.yaml", "method: tidy", "method: tidi", "tidy-inbox.camel.yaml line 15"),
                edit("tidy-inbox.camel.yaml", "{{inbox.tidy-period}}", "{{tidi}}", "tidy-inbox.camel.yaml line 8"),
                new Edit("close-load.camel.yaml", text -> "", "close-load.camel.yaml: is empty"),
                new Edit(
                        "copy.camel.yaml",
                        text -> "- route: {id: end-drop, from: {uri: 'direct:x'}}\n",
                        "is in routes/"),
                edit("load-clients.camel.yaml", "direct:close-load", "direct:clos", "calls direct:clos"),
                edit("sql/insert_product_usage.sql", "select", "selekt", "insert_product_usage.sql line"),
                edit("sql/record_load.sql", ":?kind,", ":?kynd,", "there is no parameter kynd"),
                edit("sql/client_segments.sql", "inner join used", "inner join usd", "client_segments.sql line"),
                edit(
                        "sql/client_segments.sql",
                        "from clients\n",
                        "from (select * from clients union all select * from clients) as clients\n",
                        "gives client 1 more than one row"),
                edit("application.properties", "load.chunk = 500000", "load.chunk = many", "load.chunk = many"),
                edit(
                        "application.properties",
                        "inbox.steady-for",
                        "inbox.steddy-for",
                        "did you mean inbox.steady-for"));
        Child daemon = run();
        String address = address();
        drop("clients.csv", "client_id,client_name,client_revenue\n1,Анна,100\n");
        assertLoads();
        boolean inPlace = false;
        for (Edit edit : edits) {
            Path file = route(edit.file());
            boolean isNew = Files.notExists(file);
            String before = isNew ? "" : Files.readString(file);
            inPlace = !inPlace;
            if (inPlace) {
                saveInPlace(edit.file(), edit.edit().apply(before));
            } else {
                saveByRename(edit.file(), edit.edit().apply(before));
            }
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> assertThat(reason(address, "edit")).contains(edit.told()));
            assertThat(daemon.errors().lines().filter(line -> line.contains("ERROR")))
                    .last()
                    .asString()
                    .contains("what is saved cannot run, what ran before does: ")
                    .contains(edit.told());
            assertThat(get(address + "/health/ready").statusCode()).isEqualTo(200);
            assertThat(metric(address, "segment_mart_edit_refused")).isEqualTo(1);
            assertLoads();
            if (isNew) {
                Files.delete(file);
            } else {
                saveInPlace(edit.file(), before);
            }
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> assertThat(reason(address, "edit")).isEmpty());
        }
        assertThat(daemon.errors()).doesNotContain("taken over").doesNotContain("\tat ");
    }

    @Test
    void lastGoodRoutesSurviveARestartWithABrokenFileOnDisk() throws Exception {
        Child first = run();
        saveInPlace("sql/client_segments.sql", edited("sql/client_segments.sql", "'2 продукта'", "'ровно 2 продукта'"));
        awaitLog(first, "routes: sql/client_segments.sql taken over");
        String broken = edited("sql/client_segments.sql", "inner join used", "inner join usd");
        saveInPlace("sql/client_segments.sql", broken);
        awaitLog(first, "what is saved cannot run");
        first.terminate();
        first.await();

        Child second = run();
        assertThat(second.errors())
                .contains(
                        "routes: what is saved cannot run, what ran before does: routes/sql/client_segments.sql line ");
        assertThat(reason(address(), "edit")).contains("routes/sql/client_segments.sql line ");
        Child status = command("status");
        assertThat(status.await()).isEqualTo(ExitCode.OK);
        assertThat(status.output()).contains("routes: what is saved cannot run, what ran before does: ");
        drop("clients.csv", "client_id,client_name,client_revenue\n1,Анна,100\n");
        drop("product_usage.csv", USES + "1,А,2025-05-24\n1,Б,2025-05-24\n");
        awaitMart("select client_segment from data_mart.client_segments", "client_segment\nровно 2 продукта\n");
        // Commands beside it follow what runs, not what is saved.
        Child refresh = command("refresh", "--full");
        assertThat(refresh.await()).as(refresh.errors()).isEqualTo(ExitCode.OK);
        assertThat(TestDatabase.csv("select client_segment from data_mart.client_segments"))
                .isEqualTo("client_segment\nровно 2 продукта\n");
        second.terminate();
        second.await();

        Child alone = command("refresh", "--full");
        assertThat(alone.await()).as(alone.errors()).isEqualTo(ExitCode.OK);
        assertThat(alone.errors()).contains("what is saved cannot run");
        saveInPlace("sql/client_segments.sql", broken.replace("join usd", "join used"));
        Child third = run();
        assertThat(third.errors()).doesNotContain("cannot run");
        assertThat(reason(address(), "edit")).isEmpty();
    }

    @Test
    void misspeltSettingIsRefusedWhileItRunsAndEndsAStartWhereItIsNew() throws Exception {
        Child first = run();
        saveInPlace(
                "application.properties", edited("application.properties", "load.chunk = 500000", "load.chunk = many"));
        awaitLog(first, "what is saved cannot run, what ran before does: ");
        Child status = command("status");
        assertThat(status.await()).as(status.errors()).isEqualTo(ExitCode.OK);
        assertThat(status.output()).contains("load.chunk = many (expected a whole number from 1)");
        Path uses = Files.writeString(root.resolve("product_usage.csv"), USES + "1,А,2025-05-24\n");
        Child load = command("load", uses.toString());
        assertThat(load.await()).as(load.errors()).isEqualTo(ExitCode.OK);
        first.terminate();
        first.await();

        Child second = run();
        assertThat(second.errors())
                .contains("ERROR routes: what is saved cannot run")
                .contains("load.chunk = many");
        assertLoads();
        second.terminate();
        second.await();

        saveInPlace(
                "application.properties",
                edited("application.properties", "load.chunk = many", "load.chunk = 500000")
                        .replace("load.parallel", "load.paralel"));
        Child third = command("run");
        assertThat(third.await()).isEqualTo(ExitCode.SETTINGS);
        assertThat(third.errors()).contains("there is no setting load.paralel (did you mean load.parallel?)");
    }

    @Test
    void routesThatAreAwayAreMissedAndNotShippedAnew() throws Exception {
        Child daemon = run();
        String address = address();
        Path away = home.resolve("routes.away");
        Files.move(home.resolve("routes"), away);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reason(address, "edit"))
                        .contains("there is no route in it at all; put the files back"));
        Child status = command("status");
        assertThat(status.await()).as(status.errors()).isEqualTo(ExitCode.OK);
        assertThat(home.resolve("routes")).doesNotExist();
        assertLoads();
        Files.move(away, home.resolve("routes"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reason(address, "edit")).isEmpty());
        assertThat(daemon.errors()).doesNotContain("taken over");
    }

    @Test
    void routeWhoseFileIsGoneStopsAndHealthSaysSo() throws Exception {
        Child daemon = run();
        String address = address();
        Path file = route("refresh-on-timer.camel.yaml");
        Path away = route("refresh-on-timer.camel.yaml.off");
        Files.move(file, away);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reason(address, "routes"))
                        .contains("route refresh-on-timer does not run: no file in ")
                        .contains("put refresh-on-timer.camel.yaml back"));
        assertThat(get(address + "/health/ready").statusCode()).isEqualTo(503);
        assertThat(daemon.errors()).contains("WARN  routes: refresh-on-timer does not run, its file is gone");
        assertLoads();
        Files.move(away, file);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(get(address + "/health/ready").statusCode()).isEqualTo(200));
    }

    @Test
    void editWaitsForTheDropInHand() throws Exception {
        Child daemon = run();
        try (Connection other = TestDatabase.get().pool().getConnection();
                PreparedStatement lock =
                        other.prepareStatement("select pg_advisory_xact_lock(hashtextextended('drop ' || ?, 0))")) {
            other.setAutoCommit(false);
            lock.setString(1, "product_usage.csv");
            lock.execute();
            drop("product_usage.csv", USES + "1,А,2025-05-24\n");
            await().atMost(PATIENCE)
                    .until(() -> TestDatabase.csv("select count(*) from pg_locks where not granted")
                            .equals("count\n1\n"));
            saveInPlace(
                    "take-drop.camel.yaml", edited("take-drop.camel.yaml", "threadName: usage", "threadName: uses"));
            awaitLog(daemon, "take-drop.camel.yaml saved and tried; taken over once what is in hand has ended");
            assertThat(get(address() + "/health/ready").statusCode()).isEqualTo(200);
            assertThat(daemon.errors()).doesNotContain("take-drop.camel.yaml taken over");
            other.rollback();
        }
        awaitLog(daemon, "take-drop.camel.yaml taken over");
        assertThat(daemon.errors())
                .contains("product_usage.csv: loaded as load ")
                .doesNotContain("try 1 failed");
        assertLoads();
    }

    @Test
    void trialThatCannotBeMadeNowIsToldAndDoesNotHoldUpTheEnd() throws Exception {
        Child daemon = run();
        String address = address();
        try (Connection other = TestDatabase.get().pool().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table staging.rejected_record in access exclusive mode");
            saveInPlace(
                    "take-drop.camel.yaml", edited("take-drop.camel.yaml", "threadName: usage", "threadName: uses"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(reason(address, "edit"))
                            .contains("what is saved could not be tried yet, it is tried again: ")
                            .contains("lock timeout"));
            await().atMost(PATIENCE)
                    .until(() -> TestDatabase.csv("select count(*) from pg_locks where not granted")
                            .equals("count\n1\n"));
            long asked = System.nanoTime();
            daemon.terminate();
            daemon.await();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(9));
            other.rollback();
        }
        assertThat(daemon.errors())
                .contains("INFO  ended")
                .doesNotContain("taken over")
                .doesNotContain("\tat ");
    }

    @Test
    void scrapeCountsDropsAndRecordsAndMeasuresPoolAndJava() throws Exception {
        environment.put("MART_ON_COMPLETION", "false");
        environment.put("MART_ON_TIMER", "false");
        run();
        String address = address();
        assertThat(metric(address, "segment_mart_drops_total{outcome=\"loaded\"}"))
                .isZero();
        drop("clients.csv", "client_id,client_name,client_revenue\n1,Анна,100\n1,Анна,200\nx,Борис,1\n");
        drop("product_usage.csv", "nothing of it\n");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metric(address, "segment_mart_drops_total{outcome=\"failed\"}"))
                        .isEqualTo(1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metric(address, "segment_mart_drops_total{outcome=\"loaded\"}"))
                        .isEqualTo(1));
        drop("clients-again.csv", "client_id,client_name,client_revenue\n1,Анна,100\n1,Анна,200\nx,Борис,1\n");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metric(address, "segment_mart_drops_total{outcome=\"duplicate\"}"))
                        .isEqualTo(1));
        assertThat(metric(address, "segment_mart_records_read_total")).isEqualTo(3);
        assertThat(metric(address, "segment_mart_records_loaded_total")).isEqualTo(1);
        assertThat(metric(address, "segment_mart_records_rejected_total")).isEqualTo(1);
        assertThat(metric(address, "segment_mart_load_seconds_count")).isEqualTo(1);
        assertThat(metric(address, "segment_mart_mart_behind_seconds")).isPositive();
        assertThat(metric(address, "segment_mart_backlog_drops")).isZero();
        assertThat(metric(address, "hikaricp_connections_max{pool=\"segment-mart\"}"))
                .isEqualTo(8);
        assertThat(get(address + "/metrics").body())
                .contains("jvm_memory_used_bytes{")
                .contains("process_uptime_seconds");
        Files.writeString(home.resolve("inbox/product_usage-grows.csv"), USES);
        assertThat(metric(address, "segment_mart_backlog_drops")).isEqualTo(1);
    }

    @Test
    void healthAnswersBeforeTheDatabaseIsThereAndSaysWhy() throws Exception {
        environment.put("DB_PORT", "1");
        Child daemon = command("run");
        daemons.add(daemon);
        awaitLog(daemon, "trying again in 2 s");
        String holder = Files.readString(home.resolve("data/lock"));
        String address = holder.substring(holder.indexOf("http://"));
        assertThat(get(address + "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(address + "/health/ready").statusCode()).isEqualTo(503);
        assertThat(reason(address, "daemon")).contains("cannot be used").contains("drops wait in the inbox");
        assertThat(get(address + "/anything").statusCode()).isEqualTo(404);
    }

    @Test
    void beyondLoopbackItDemandsCredentials() throws Exception {
        environment.put("HTTP_HOST", "0.0.0.0");
        Child refused = command("run");
        assertThat(refused.await()).isEqualTo(ExitCode.SETTINGS);
        assertThat(refused.errors()).contains("http.user and http.pass must be set");
        environment.put("HTTP_USER", "scraper");
        environment.put("HTTP_PASS", "s3cret:é");
        Child daemon = run();
        String address = address().replace("0.0.0.0", "127.0.0.1");
        assertThat(get(address + "/metrics").statusCode()).isEqualTo(401);
        assertThat(get(address + "/metrics", "Authorization", basic("scraper", "other"))
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> scraped =
                get(address + "/metrics", "Authorization", basic("scraper", "s3cret:é"), "X-Own", "1");
        assertThat(scraped.statusCode()).isEqualTo(200);
        assertThat(scraped.headers().map()).doesNotContainKey("x-own");
        Child second = Child.packaged(root, environment, "run", "--print-settings", "--home", home.toString());
        assertThat(second.await()).isEqualTo(ExitCode.OK);
        assertThat(second.output())
                .containsPattern("http.pass +\\*\\*\\* +the environment")
                .containsPattern("db.pass +\\*\\*\\* +the environment")
                .containsPattern("inbox.poll-delay +100ms +.*application.properties")
                .containsPattern("db.pool-size +8 +.*application.properties")
                .containsPattern("path.names +default")
                .doesNotContain("s3cret")
                .doesNotContain(environment.get("DB_PASS"));
        assertThat(daemon.errors()).doesNotContain("s3cret");
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void portThatIsTakenEndsTheStart() throws Exception {
        run();
        environment.put("HTTP_PORT", address().replaceAll(".*:", ""));
        home = root.resolve("other");
        Child second = command("run");
        assertThat(second.await()).isEqualTo(ExitCode.SETTINGS);
        assertThat(second.errors()).contains("cannot be had: ").contains("set http.port to another one");
    }

    @Test
    void logIsJsonForCollectorsAndNamesNoClient() throws Exception {
        environment.put("LOG_FORMAT", "json");
        Child daemon = run();
        drop("clients.csv", "client_id,client_name,client_revenue\n1,Анна Секретная,100\nx,Борис Секретный,1\n");
        awaitLog(daemon, "clients.csv: loaded as load ");
        awaitLog(daemon, "mart: refresh ");
        drop("clients-wrong.csv", "client_id,client_name,client_revenue\nАнна Секретная,1,100\n");
        awaitLog(daemon, "clients-wrong.csv: failed: 1 of its 1 records are bad");
        assertThat(home.resolve("inbox/failed/clients-wrong.csv.error.txt"))
                .content()
                .contains("Секретная");
        // Its header was forgotten.
        drop("clients-headless.csv", "Анна Секретная,100\n");
        awaitLog(daemon, "clients-headless.csv: failed: its header, line 1, lacks client_name");
        saveInPlace(
                "sql/client_segments.sql",
                edited(
                        "sql/client_segments.sql",
                        "    used.usage_count,",
                        "    used.usage_count + clients.client_name::integer as usage_count,"));
        drop("product_usage.csv", USES + "1,А,2025-05-24\n");
        awaitLog(daemon, "invalid input syntax for type integer");
        daemon.terminate();
        daemon.await();
        ObjectMapper json = new ObjectMapper();
        for (String line : daemon.errors().lines().toList()) {
            if (line.contains("is a new home")) {
                continue;
            }
            JsonNode event = json.readTree(line);
            assertThat(event.get("level").asText()).isIn("INFO", "ERROR");
            assertThat(event.get("timestamp").asLong()).isPositive();
            if (event.get("formattedMessage").asText().startsWith("clients.csv: loaded")) {
                assertThat(event.at("/mdc/drop").asText()).isEqualTo("clients.csv");
                assertThat(event.at("/mdc/load_id").asText()).isEqualTo("1");
            } else if (!event.get("formattedMessage").asText().matches("(clients|product_usage).*")) {
                assertThat(event.at("/mdc").toString()).isIn("{}", "");
            }
        }
        assertThat(daemon.errors()).doesNotContain("Секретн");
    }
}
