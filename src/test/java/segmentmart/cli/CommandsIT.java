package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
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
    void loadOfBadDropEndsWithItsExitCodeAndSaysWhy() throws Exception {
        Path bad = file("clients.csv", "имя,доход", "Анна,1");
        Child load = command("load", "--home", home(), bad.toString());
        assertThat(load.await()).isEqualTo(ExitCode.DROP_FAILED);
        assertThat(load.output()).contains("lacks client_name (or name), client_revenue (or revenue)");
        assertThat(root.resolve("a home").resolve("inbox/failed/clients.csv")).exists();
        Child missing =
                command("load", "--home", home(), root.resolve("nowhere.csv").toString());
        assertThat(missing.await()).isEqualTo(ExitCode.USAGE);
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
    void serverLeftByKilledDaemonIsStoppedAndItsDataKept() throws Exception {
        environment.keySet().removeIf(name -> name.startsWith("DB_"));
        environment.put("DB_EMBEDDED_PORT", "0");
        Child killed = daemon("watching ");
        Path clients = file("clients.csv", "client_name,client_revenue", "Анна,1");
        assertThat(command("load", "--home", home(), clients.toString()).await())
                .isEqualTo(ExitCode.OK);
        killed.kill();

        Child daemon = daemon("watching ");
        assertThat(daemon.errors()).contains("was left by a daemon that was killed");
        Child status = command("status", "--home", home());
        assertThat(status.await()).as(status.errors()).isEqualTo(ExitCode.OK);
        assertThat(status.output()).contains("clients.csv  loaded");
        daemon.terminate();
        daemon.await();
    }
}
