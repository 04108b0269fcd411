package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.database.Database;
import segmentmart.database.EmbeddedServer;
import segmentmart.database.Server;

class CommandsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();
    private final List<Child> daemons = new ArrayList<>();

    @BeforeEach
    void useTheSharedServer() {
        Server server = TestDatabase.empty().server();
        environment.put("DB_HOST", server.host());
        environment.put("DB_PORT", String.valueOf(server.port()));
        environment.put("DB_NAME", server.name());
        environment.put("DB_USER", server.user());
        environment.put("DB_PASS", server.password());
    }

    @AfterEach
    void endDaemons() throws Exception {
        for (Child daemon : daemons) {
            daemon.kill();
        }
    }

    private Child command(String... arguments) throws IOException {
        return Child.start(root, environment, arguments);
    }

    private String home() {
        return root.resolve("a home").toString();
    }

    /** Starts a daemon and waits for a line of its log. */
    private Child daemon(String line) throws IOException {
        Child daemon = command("run", "--home", home());
        daemons.add(daemon);
        await().atMost(PATIENCE).until(() -> daemon.errors().contains(line));
        return daemon;
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(root.resolve(name), List.of(lines));
    }

    @Test
    void loadInNewHomeReportsLedgerAndMartAsJson() throws Exception {
        Path clients = file("clients.csv", "client_name,client_revenue", "Анна,1", "Борис,2");
        Path usage =
                file("product_usage.csv", "client_id,product,usage_date", "1,Вклад,2025-05-01", "x,Вклад,2025-05-01");
        Child load = command("load", "--home", home(), "--json", clients.toString(), usage.toString());
        assertThat(load.await()).as(load.errors()).isEqualTo(ExitCode.OK);
        JsonNode report = new ObjectMapper().readTree(load.output());
        assertThat(report.at("/loads/0/status").asText()).isEqualTo("loaded");
        assertThat(report.at("/loads/1/records_rejected").asInt()).isEqualTo(1);
        assertThat(report.at("/mart/clients_in_mart").asInt()).isEqualTo(1);
        assertThat(report.at("/mart/open_rejects").asInt()).isEqualTo(1);
        assertThat(root.resolve("a home").resolve("inbox/rejected/product_usage.rejected-2.csv"))
                .hasContent("client_id,product,usage_date\nx,Вклад,2025-05-01");
        assertThat(clients).exists();
    }

    @Test
    void checkTellsWhatLoadWouldFindAndWritesNothing() throws Exception {
        Path usage = file(
                "product_usage.csv",
                "client_id;product;usage_date;note",
                "1;Вклад;2025-05-01;a",
                "1;Вклад;2025-02-30;b",
                "1;Вклад;2025-05-02;c");
        Path hopeless = file("clients.csv", "client_id,client_name,client_revenue", "0,Анна,1");
        Child first = command("check", "--home", home(), usage.toString(), hopeless.toString());
        assertThat(first.await()).as(first.errors()).isEqualTo(ExitCode.DROP_FAILED);
        assertThat(first.output())
                .contains("product_usage.csv: product_usage, csv by \";\", utf-8; 3 records, 1 bad")
                .contains(
                        "not read: note",
                        "bad: not_a_date=1",
                        "line 3: usage_date \"2025-02-30\" is not a calendar date")
                .contains(
                        "clients.csv: clients, csv by \",\", utf-8; 1 record, 1 bad; it would fail: 1 of its 1 records");
        assertThat(Path.of(home())).doesNotExist();

        assertThat(command("load", "--home", home(), usage.toString()).await()).isEqualTo(ExitCode.OK);
        Path other = file("product_usage-other.csv", Files.readString(usage).strip());
        Path changed = root.resolve("changed");
        Files.createDirectories(changed);
        Path version = Files.writeString(changed.resolve("product_usage.csv"), "client_id,product,usage_date\n");
        Child second = command("check", "--home", home(), "--json", other.toString(), version.toString());
        assertThat(second.await()).as(second.errors()).isEqualTo(ExitCode.OK);
        JsonNode report = new ObjectMapper().readTree(second.output());
        assertThat(report.at("/0/duplicate_of_load_id").asInt()).isEqualTo(1);
        assertThat(report.at("/0/records_rejected").asInt()).isEqualTo(1);
        assertThat(report.at("/1/replaces_load_id").asInt()).isEqualTo(1);
        assertThat(TestDatabase.csv("select count(*) from staging.load")).isEqualTo("count\n1\n");
    }

    @Test
    void loadOfBadDropEndsWithItsExitCodeAndSaysWhy() throws Exception {
        Path bad = file("clients.csv", "имя,доход", "Анна,1");
        Child load = command("load", "--home", home(), bad.toString());
        assertThat(load.await()).isEqualTo(ExitCode.DROP_FAILED);
        assertThat(load.output()).contains("lacks client_name (or name), client_revenue (or revenue)");
        assertThat(root.resolve("a home").resolve("inbox/failed/clients.csv")).exists();
        Child missing =
                command("load", "--home", home(), root.resolve("nowhere.csv").toString());
        assertThat(missing.await()).isEqualTo(ExitCode.FILES);
    }

    @Test
    void besideDaemonLoadHandsOverAndStatusLooksOn() throws Exception {
        Child daemon = daemon("watching ");
        Path clients = file("clients.csv", "client_id,client_name,client_revenue", "5,Анна,1");
        Path usage = file("product_usage.csv", "client_id,product,usage_date", "5,Вклад,2025-05-01");
        Child load = command("load", "--home", home(), "--json", clients.toString(), usage.toString());
        assertThat(load.await()).as(load.errors()).isEqualTo(ExitCode.OK);
        assertThat(new ObjectMapper()
                        .readTree(load.output())
                        .at("/mart/clients_in_mart")
                        .asInt())
                .isEqualTo(1);

        Child second = command("run", "--home", home());
        assertThat(second.await()).isEqualTo(ExitCode.HOME_IN_USE);
        assertThat(second.errors()).contains("is in use by segment-mart run, process ");

        Child refresh = command("refresh", "--full", "--home", home());
        assertThat(refresh.await()).as(refresh.errors()).isEqualTo(ExitCode.OK);

        Child status = command("status", "--home", home());
        assertThat(status.await()).isEqualTo(ExitCode.OK);
        assertThat(status.output())
                .contains("daemon: segment-mart run, process ")
                .contains("product_usage.csv  loaded")
                .contains("1 продукт");
        assertThat(status.output()).doesNotContain(environment.get("DB_PASS"));

        daemon.terminate();
        daemon.await();
        assertThat(daemon.errors()).contains("ended").doesNotContain(environment.get("DB_PASS"));
    }

    @Test
    void refreshSaysFirstThatNothingWasToBeDone() throws Exception {
        Path clients = file("clients.csv", "client_id,client_name,client_revenue", "5,Анна,1");
        assertThat(command("load", "--home", home(), clients.toString()).await())
                .isEqualTo(ExitCode.OK);
        Child idle = command("refresh", "--home", home());
        assertThat(idle.await()).as(idle.errors()).isEqualTo(ExitCode.OK);
        assertThat(idle.output()).startsWith("the mart is up to date: nothing was to be done\nmart: 0 clients, ");
        Child json = command("refresh", "--home", home(), "--json");
        assertThat(json.await()).isEqualTo(ExitCode.OK);
        assertThat(new ObjectMapper().readTree(json.output()).get("refreshed").asBoolean())
                .isFalse();
        Child full = command("refresh", "--home", home(), "--full");
        assertThat(full.await()).isEqualTo(ExitCode.OK);
        assertThat(full.output()).startsWith("mart: 0 clients, ").contains("; refresh 2 (full)");
    }

    @Test
    void loadEndsWhenTheDaemonDoesThatItHandedItsFileTo() throws Exception {
        environment.put("INBOX_STEADY_FOR", "1h");
        Child daemon = daemon("watching ");
        Path usage = file("product_usage.csv", "client_id,product,usage_date", "5,Вклад,2025-05-01");
        Child load = command("load", "--home", home(), usage.toString());
        Path handed = root.resolve("a home/inbox/product_usage.csv");
        await().atMost(PATIENCE).until(() -> Files.exists(handed));
        daemon.kill();
        assertThat(load.await()).isEqualTo(ExitCode.DROP_FAILED);
        assertThat(load.errors())
                .contains("the daemon that was to load product_usage.csv has ended; the file lies in ");
        assertThat(handed).exists();
    }

    @Test
    void demoLoadsWhatItGeneratedAndTheMartIsWhatTheTruthSays() throws Exception {
        Child demo = command("demo", "--home", home());
        daemons.add(demo);
        await().atMost(PATIENCE).until(() -> demo.output().contains("; Ctrl-C ends"));
        JsonNode truth = new ObjectMapper()
                .readTree(root.resolve("a home/data/truth.json").toFile());
        assertThat(truth.at("/origin/profile").asText()).isEqualTo("bank");
        assertThat(truth.at("/figures/uses_by_month").size()).isGreaterThan(3);
        Child status = command("status", "--home", home(), "--json");
        assertThat(status.await()).as(status.errors()).isEqualTo(ExitCode.OK);
        JsonNode mart = new ObjectMapper().readTree(status.output()).at("/mart");
        assertThat(mart.at("/segments")).isEqualTo(truth.at("/mart/segments"));
        assertThat(mart.at("/clients_in_mart")).isEqualTo(truth.at("/mart/clients"));
        assertThat(mart.at("/clients_without_products")).isEqualTo(truth.at("/mart/clients_without_products"));
        demo.terminate();
        assertThat(demo.await()).isNotEqualTo(ExitCode.FAILED);
    }

    @Test
    void statusSaysWhyDropsWait() throws Exception {
        TestDatabase.execute("insert into staging.waiting_drop values"
                + " ('clients-7.csv', 10, now(), 3, 2, 'record_load.sql: no room', now(), now())");
        Path inbox = Files.createDirectories(root.resolve("a home/inbox"));
        Files.writeString(inbox.resolve("clients-7.csv"), "client_id\n");
        Child status = command("status", "--home", home());
        assertThat(status.await()).as(status.errors()).isEqualTo(ExitCode.OK);
        assertThat(status.output())
                .containsPattern("  clients-7\\.csv: 3 tries failed, the last at [-: \\d]+: record_load.sql: no room");
        Child json = command("status", "--home", home(), "--json");
        assertThat(json.await()).isEqualTo(ExitCode.OK);
        assertThat(new ObjectMapper()
                        .readTree(json.output())
                        .at("/waiting_after_failed_tries/0/counted_tries")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void wrongSettingsEndTheStartWithAllOfThemTold() throws Exception {
        environment.put("LOAD_CHUNK", "0");
        environment.put("INBOX_ENCODING", "koi8-r");
        Child run = command("run", "--home", home());
        assertThat(run.await()).isEqualTo(ExitCode.SETTINGS);
        assertThat(run.errors())
                .contains("the environment: load.chunk = 0 (expected a whole number from 1)")
                .contains("inbox.encoding = koi8-r (expected auto,");
        Child nowhere = command("status");
        assertThat(nowhere.await()).isEqualTo(ExitCode.SETTINGS);
        assertThat(nowhere.errors()).contains("--home DIR");
    }

    @Test
    void settingsArePrintedForProgramsToo() throws Exception {
        Child settings = command("run", "--print-settings", "--json", "--home", home());
        assertThat(settings.await()).as(settings.errors()).isEqualTo(ExitCode.OK);
        JsonNode report = new ObjectMapper().readTree(settings.output());
        assertThat(report.at("/db.port/value").asText()).isEqualTo(environment.get("DB_PORT"));
        assertThat(report.at("/db.port/from").asText()).isEqualTo("the environment");
        assertThat(report.at("/db.pass/value").asText()).isEqualTo("***");
        Child run = command("run", "--json", "--home", home());
        assertThat(run.await()).isEqualTo(ExitCode.USAGE);
        assertThat(run.errors()).contains("goes with --print-settings");
    }

    @Test
    void databaseThatIsAwayEndsACommandButNotTheDaemon() throws Exception {
        environment.put("DB_PORT", "1");
        Child status = command("status", "--home", home());
        assertThat(status.await()).isEqualTo(ExitCode.NO_DATABASE);
        assertThat(status.errors()).contains("cannot be used: ").contains("DB_HOST");
        Child daemon = daemon("trying again in 2 s");
        assertThat(daemon.isAlive()).isTrue();
        daemon.terminate();
        daemon.await();
    }

    @Test
    void sigtermRollsBackADropThatDoesNotEndInTime() throws Exception {
        environment.put("SHUTDOWN_TIMEOUT", "6s");
        Child daemon = daemon("watching ");
        Path inbox = root.resolve("a home/inbox");
        try (Connection other = TestDatabase.get().pool().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // The drop is judged, and then cannot be inserted.
            statement.execute("lock table staging.product_usage in share mode");
            Path part = Files.writeString(
                    inbox.resolve("product_usage.csv.part"), "client_id,product,usage_date\n1,Вклад,2025-05-01\n");
            Files.move(part, inbox.resolve("product_usage.csv"));
            await().atMost(PATIENCE)
                    .until(() -> TestDatabase.csv("select is_called from staging.load_id_seq")
                            .equals("is_called\nt\n"));
            daemon.terminate();
            daemon.await();
            other.rollback();
        }
        assertThat(daemon.errors())
                .contains("ending: what is in hand is not done after 4 s, it is rolled back")
                .contains("product_usage.csv: was not finished (")
                .contains("INFO  ended")
                .doesNotContain("\tat ");
        assertThat(TestDatabase.csv("select count(*) from staging.product_usage"))
                .isEqualTo("count\n0\n");
        assertThat(TestDatabase.csv("select count(*) from staging.load")).isEqualTo("count\n0\n");
        assertThat(inbox.resolve("product_usage.csv")).exists();
    }

    @Test
    void daemonThatEndsWithItsDatabaseUnderALoadIsToldInOneSentence() throws Exception {
        environment.keySet().removeIf(name -> name.startsWith("DB_"));
        environment.put("DB_EMBEDDED_PORT", "0");
        environment.put("SHUTDOWN_TIMEOUT", "6s");
        Child daemon = daemon("watching ");
        Server server = Objects.requireNonNull(EmbeddedServer.running(root.resolve("a home/data/postgres")));
        try (Database database = Database.of(server, 2);
                Connection other = database.pool().getConnection();
                Statement statement = other.createStatement()) {
            // Not by the driver's means: the pool would roll back what the server has ended.
            statement.execute("begin");
            statement.execute("lock table staging.product_usage in share mode");
            Child load = command(
                    "load",
                    "--home",
                    home(),
                    file("product_usage.csv", "client_id,product,usage_date", "1,Вклад,2025-05-01")
                            .toString());
            await().atMost(PATIENCE).until(() -> Files.exists(root.resolve("a home/inbox/product_usage.csv")));
            daemon.terminate();
            daemon.await();
            assertThat(load.await()).isIn(ExitCode.NO_DATABASE, ExitCode.DROP_FAILED);
            assertThat(load.errors())
                    .containsAnyOf("the database failed in the middle of it: ", "the daemon that was to load")
                    .doesNotContain("\tat ");
        }
        assertThat(root.resolve("a home/inbox/product_usage.csv")).exists();
    }

    @Test
    void sigtermInABacklogEndsInOrderAndLeavesTheRestInTheInbox() throws Exception {
        environment.put("INBOX_STEADY_FOR", "0s");
        Child daemon = daemon("watching ");
        Path inbox = root.resolve("a home/inbox");
        for (int i = 1; i <= 150; i++) {
            Path part = Files.writeString(
                    inbox.resolve("x.part"), "client_id,product,usage_date\n" + i + ",Вклад,2025-05-01\n");
            Files.move(part, inbox.resolve("product_usage-" + i + ".csv"));
        }
        await().atMost(PATIENCE)
                .until(() -> TestDatabase.csv("select is_called from staging.load_id_seq")
                        .equals("is_called\nt\n"));
        daemon.terminate();
        daemon.await();
        assertThat(daemon.errors()).contains("INFO  ended").doesNotContain("is not done after");
        long left;
        try (var files = Files.list(inbox)) {
            left = files.filter(Files::isRegularFile).count();
        }
        assertThat(TestDatabase.csv(
                        "select count(*) + " + left + " as all from staging.load where filed_at is not null"))
                .isEqualTo("all\n150\n");
    }

    @Test
    void serverLeftByKilledDaemonIsStoppedAndItsDataKept() throws Exception {
        environment.keySet().removeIf(name -> name.startsWith("DB_"));
        environment.put("DB_EMBEDDED_PORT", "0");
        Child killed = daemon("watching ");
        Path clients = file("clients.csv", "client_name,client_revenue", "Анна,1");
        assertThat(command("load", "--home", home(), clients.toString()).await())
                .isEqualTo(ExitCode.OK);
        killed.kill();

        Child daemon = daemon("watching ");
        assertThat(daemon.errors()).contains("was left by a daemon that did not end in order");
        Child status = command("status", "--home", home());
        assertThat(status.await()).as(status.errors()).isEqualTo(ExitCode.OK);
        assertThat(status.output()).contains("clients.csv  loaded");
        daemon.terminate();
        daemon.await();
        assertThat(EmbeddedServer.process(root.resolve("a home/data/postgres"))).isEmpty();
    }

    @Test
    void reportTellsWhatTheMartSaysAloneAndBesideADaemon() throws Exception {
        Child early = command("report", "--home", home(), "--lang", "en");
        assertThat(early.await()).as(early.errors()).isEqualTo(ExitCode.OK);
        assertThat(early.output()).startsWith("Nothing has been published yet");

        Path clients = file("clients.csv", "client_name,client_revenue", "Анна\u001b[31m,1", "Борис,2", "Вера,");
        Path usage = file(
                "product_usage.csv",
                "client_id,product,usage_date",
                "1,Страхование жизни,2025-04-01",
                "2,Кредитная карта,2025-05-02",
                "3,Кредитная карта,2025-05-03",
                "7,Вклад,2025-05-04");
        assertThat(command("load", "--home", home(), clients.toString(), usage.toString())
                        .await())
                .isEqualTo(ExitCode.OK);
        Child alone = command("report", "--home", home(), "--lang", "en", "--backtest");
        assertThat(alone.await()).as(alone.errors()).isEqualTo(ExitCode.OK);
        assertThat(alone.output())
                .startsWith("Client segments, data as of May 4, 2025\n")
                .contains("1 продукт        3  100.0%            2 ₽          2 ₽                             2\n")
                .contains("    1. Кредитная карта: 2 clients\n")
                .contains("    Страхование жизни: to 2\n")
                .contains("For example Анна?[31m (client 1) has «Страхование жизни» only: offer «Кредитная карта»")
                .contains("  1. Clients with one product are less recently active: too few data.\n")
                .contains("  2025-05*          2           0             0          3           0             0\n")
                .contains("Uses of clients whom no drop has named: 1, clients: 1;")
                .contains("With 2025-05 hidden: nobody took a product in it");

        daemon("watching");
        Child beside = command("report", "--home", home(), "--json");
        assertThat(beside.await()).as(beside.errors()).isEqualTo(ExitCode.OK);
        JsonNode findings = new ObjectMapper().readTree(beside.output()).get("findings");
        assertThat(findings.at("/publication/as_of_date").asText()).isEqualTo("2025-05-04");
        assertThat(findings.at("/segments/0/clients").asLong()).isEqualTo(3);
        assertThat(findings.at("/campaign/example/offer").asText()).isEqualTo("Кредитная карта");
        assertThat(findings.at("/hypotheses")).hasSize(3);

        Child wrong = command("report", "--home", home(), "--lang", "de");
        assertThat(wrong.await()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.errors()).contains("--lang").contains("RU, EN");
    }
}
