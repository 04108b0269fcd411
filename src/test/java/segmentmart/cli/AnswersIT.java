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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;

/** Plans and retractions by command: what they end with, and what programs are told. */
class AnswersIT {
    private static final String USES = "client_id,product,usage_date";

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void useTheSharedServer() {
        TestDatabase.empty();
        environment.putAll(TestDatabase.environment());
    }

    private Child ended(String... arguments) throws Exception {
        Child child = Child.start(root, environment, arguments);
        child.await();
        return child;
    }

    private int exitCode(String... arguments) throws Exception {
        return Child.start(root, environment, arguments).await();
    }

    private String home() {
        return root.resolve("home").toString();
    }

    private String file(String name, String... lines) throws IOException {
        return Files.write(root.resolve(name), List.of(lines)).toString();
    }

    @Test
    void retractionEndsWithACodeForEachWayThatItCannotBeDone() throws Exception {
        String uses = file("product_usage.csv", USES, "1,Вклад,2025-05-01");
        String clients = file("clients.csv", "client_id,client_name,client_revenue", "1,Анна,1");
        assertThat(exitCode("load", "--home", home(), clients, uses)).isEqualTo(ExitCode.OK);

        assertThat(exitCode("retract", "--home", home(), "product_usage.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(exitCode("retract", "--home", home(), "product_usage.csv", "--why", " "))
                .isEqualTo(ExitCode.USAGE);
        Child unknown = ended("retract", "--home", home(), "\u001b[31mclients-7.csv", "--why", "mistake");
        assertThat(unknown.await()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(unknown.errors())
                .contains("?[31mclients-7.csv: there is no such drop or load in the ledger")
                .doesNotContain("\u001b");

        Child done = ended("retract", "--home", home(), "--json", "2", "--why", "mistake", "--by", "Вера");
        assertThat(done.await()).as(done.errors()).isEqualTo(ExitCode.OK);
        JsonNode report = new ObjectMapper().readTree(done.output());
        assertThat(report.at("/retracted/uses_removed").asInt()).isEqualTo(1);
        assertThat(report.at("/retracted/retracted_by").asText()).isEqualTo("Вера");
        assertThat(report.at("/mart/clients_in_mart").asInt()).isZero();
        assertThat(exitCode("retract", "--home", home(), "2", "--why", "again")).isEqualTo(ExitCode.NOT_IN_FORCE);

        environment.put("DB_PORT", "1");
        assertThat(exitCode("retract", "--home", home(), "1", "--why", "mistake"))
                .isEqualTo(ExitCode.NO_DATABASE);
    }

    @Test
    void besideADaemonARetractedDropIsLoadedAgainWhenItComesAgain() throws Exception {
        Child daemon = Child.start(root, environment, "run", "--home", home());
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> daemon.errors().contains("watching "));
            String uses = file("product_usage.csv", USES, "1,Вклад,2025-05-01");
            assertThat(exitCode("load", "--home", home(), uses)).isEqualTo(ExitCode.OK);
            assertThat(exitCode("retract", "--home", home(), "product_usage.csv", "--why", "mistake"))
                    .isEqualTo(ExitCode.OK);
            assertThat(TestDatabase.csv("select count(*) from staging.product_usage"))
                    .isEqualTo("count\n0\n");
            Child again = ended("load", "--home", home(), "--json", uses);
            assertThat(new ObjectMapper()
                            .readTree(again.output())
                            .at("/loads/0/status")
                            .asText())
                    .isEqualTo("loaded");
        } finally {
            daemon.terminate();
            daemon.await();
        }
    }

    @Test
    void planTellsProgramsWhatItTellsPeople() throws Exception {
        String clients = file("clients.csv", "client_id,client_name,client_revenue", "1,Анна,1", "2,Борис,2");
        String uses = file("product_usage.csv", USES, "1,Вклад,2025-05-01", "2,Вклад,2025-05-01");
        assertThat(exitCode("load", "--home", home(), clients, uses)).isEqualTo(ExitCode.OK);
        String more = file("product_usage-\u001b[1m.csv", USES, "1,Карта,2025-05-02", "2,Карта,2025-02-30");
        Child plan = ended("plan", "--home", home(), more);
        assertThat(plan.await()).as(plan.errors()).isEqualTo(ExitCode.OK);
        assertThat(plan.output())
                .contains("?[1m.csv: 2 records, 1 to load, 1 bad\n  line 3: usage_date \"2025-02-30\"")
                .contains("  1 продукт     2 продукта        1\n")
                .doesNotContain("\u001b");
        JsonNode report = new ObjectMapper()
                .readTree(ended("plan", "--home", home(), "--json", more).output());
        assertThat(report.at("/moves/0/clients").asInt()).isEqualTo(1);
        assertThat(report.at("/drops/0/records_rejected").asInt()).isEqualTo(1);

        String bad = file("product_usage-bad.csv", "no,such,columns");
        Child hopeless = ended("plan", "--home", home(), bad);
        assertThat(hopeless.await()).isEqualTo(ExitCode.DROP_FAILED);
        assertThat(hopeless.output()).contains("product_usage-bad.csv: it would fail: ");
        assertThat(exitCode("plan", "--home", home(), root.toString())).isEqualTo(ExitCode.FILES);
        assertThat(TestDatabase.csv("select count(*) from staging.load")).isEqualTo("count\n2\n");
    }

    @Test
    void whatCannotBeWrittenOrWouldBeLostIsNotCalledDone() throws Exception {
        String script = Path.of("target/segment-mart/bin/segment-mart").toAbsolutePath() + " ";
        String home = " --home '" + home() + "'";
        assertThat(exitCode("status", "--home", home())).isEqualTo(ExitCode.OK);
        assertThat(Child.shell(root, environment, script + "status" + home + " > /dev/full; echo $?"))
                .isEqualTo("standard output takes no more; what it has is not complete: see whether its disk is full\n"
                        + ExitCode.FILES + "\n");
        assertThat(Child.shell(root, environment, script + "export" + home + " > /dev/full; echo $?"))
                .contains("standard output takes no more: ")
                .endsWith("\n" + ExitCode.FILES + "\n");
        Child misplaced = ended("rejects", "--home", home(), "list");
        assertThat(misplaced.await()).isEqualTo(ExitCode.USAGE);
        assertThat(misplaced.errors()).startsWith("what stands before list would be lost: put it behind that\n");
        Child misspelt = ended("statu");
        assertThat(misspelt.await()).isEqualTo(ExitCode.USAGE);
        assertThat(misspelt.errors()).contains("Did you mean: segment-mart status");
    }

    @Test
    void planThatIsAskedToEndIsBrokenOffAtOnce() throws Exception {
        // The routes are tried by then.
        assertThat(exitCode("refresh", "--home", home())).isEqualTo(ExitCode.OK);
        String uses = file("product_usage.csv", USES, "1,Вклад,2025-05-01");
        try (Connection other = TestDatabase.get().pool().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table staging.product_usage in share mode");
            Child plan = Child.start(root, environment, "plan", "--home", home(), uses);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> TestDatabase.csv("select count(*) from pg_stat_activity"
                                    + " where wait_event_type = 'Lock' and backend_type = 'client backend'")
                            .equals("count\n1\n"));
            plan.terminate();
            plan.await();
            // While it would still wait for the lock.
            assertThat(plan.errors())
                    .isEqualTo("the plan was not made, nothing has changed: the process was asked to end\n");
            other.rollback();
        }
    }
}
