package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.TestHome;

class RejectsIT {
    @TempDir
    Path root;

    private Path rejected;

    /** Loads 1 to 4: one with open rejects, one replaced by the next, and the correction of that. */
    @BeforeEach
    void setRecordsAside() throws IOException {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of())) {
            home.drop(
                    "clients.csv",
                    "client_id,client_name,client_revenue",
                    "1,Анна,1",
                    "2,Борис,2",
                    "x,=Вера \u001b[31m\u202e,3",
                    "4,Глеб,\"много\nденег\"");
            home.drop("product_usage.csv", "client_id,product,usage_date", "1,Вклад,2025-05-01", "1,Вклад,вчера");
            home.drop("product_usage.csv", "client_id,product,usage_date", "2,Вклад,2025-05-01", "2,Вклад,завтра");
            home.drop("product_usage.rejected-3.csv", "client_id,product,usage_date", "2,Вклад,2025-05-02");
            rejected = home.inbox().resolve("rejected");
        }
    }

    @AfterAll
    static void leaveNothing() {
        TestDatabase.empty();
    }

    private Child rejects(String... arguments) throws Exception {
        Child command = Child.start(
                root,
                TestDatabase.environment(),
                Stream.concat(Stream.of("rejects"), Stream.of(arguments)).toArray(String[]::new));
        command.await();
        return command;
    }

    private static String output(Child command) throws Exception {
        assertThat(command.await()).as(command.errors()).isEqualTo(ExitCode.OK);
        return command.output();
    }

    @Test
    void openOnesAreListedWithWhatToDo() throws Exception {
        String list = output(rejects());
        assertThat(list)
                .startsWith("clients.csv, load 1\n  line 4, client_id, not_an_integer: client_id \"x\" ")
                .contains("\n    x,=Вера ?[31m?,3\n", "\n    4,Глеб,\"много?денег\"\n")
                .contains("\n  to do: correct all of them in " + rejected.resolve("clients.rejected-1.csv")
                        + " and move that file to " + rejected.getParent() + "\n")
                .endsWith("\ncode            records\nnot_an_integer        2\n")
                .doesNotContain("product_usage", "\u001b", "\u202e");
        assertThat(output(rejects("list", "Clients.CSV.gz"))).isEqualTo(list);
        assertThat(output(rejects("list", "1"))).isEqualTo(list);
        assertThat(output(rejects("3"))).startsWith("no open rejects; --all ");

        Files.delete(rejected.resolve("clients.rejected-1.csv"));
        assertThat(output(rejects("--last", "1")))
                .contains("is not in " + rejected + " any more; segment-mart rejects export 1 writes")
                .contains("not shown: 1; --last N shows more");
    }

    @Test
    void allOfThemAreListedWithTheirState() throws Exception {
        assertThat(output(rejects("--all", "product_USAGE.csv")))
                .startsWith("product_usage.csv, load 3\n")
                .contains("not_a_date, closed by product_usage.rejected-3.csv: ")
                .contains("not_a_date, void, its load counts no more: ")
                .doesNotContain("clients.csv", "to do:");
        JsonNode report = new ObjectMapper().readTree(output(rejects("list", "--all", "--json")));
        assertThat(report.at("/records").asInt()).isEqualTo(4);
        assertThat(report.at("/codes/not_a_date").asInt()).isEqualTo(2);
        assertThat(report.at("/rejects").findValuesAsText("state")).containsExactly("closed", "void", "open", "open");
        assertThat(report.at("/rejects/0/resolved_by_load_id").asInt()).isEqualTo(4);
        assertThat(report.at("/rejects/2/raw").asText()).isEqualTo("x,=Вера \u001b[31m\u202e,3");
    }

    @Test
    void unknownDropsAndLoadsAreRefused() throws Exception {
        for (String unknown : new String[] {"nowhere.csv", "99"}) {
            Child list = rejects(unknown);
            assertThat(list.await()).isEqualTo(ExitCode.NOT_FOUND);
            assertThat(list.errors()).contains(unknown + " is not in the ledger; segment-mart status ");
            assertThat(rejects("export", unknown).await()).isEqualTo(ExitCode.NOT_FOUND);
        }
    }

    @Test
    void thoseWhoSendTheDropsGetAFile() throws Exception {
        TestDatabase.execute("insert into staging.rejected_record (load_id, line_no, code, message, raw)"
                + " values (1, 9, 'broken_json', 'm', '=cmd()')");
        Path file = root.resolve("rejects.csv");
        assertThat(output(rejects("export", "clients.csv", "--out", file.toString())))
                .endsWith("rejects.csv: 3 rejects\n");
        assertThat(file)
                .content()
                .startsWith("drop_name,load_id,line_no,field,code,message,raw,state,resolved_by_load_id")
                .contains("\nclients.csv,1,9,,broken_json,m,'=cmd(),open,,\n");
        assertThat(output(rejects("export", "--all", "--format", "jsonl")).lines())
                .hasSize(5)
                .anyMatch(line -> line.contains("\"state\":\"closed\",\"resolved_by_load_id\":4,"));
    }
}
