package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.TestHome;
import segmentmart.database.Database;
import segmentmart.database.Server;

class CheckIT {
    @TempDir
    Path root;

    private final Database database = TestDatabase.empty();

    private Child check(Object... files) throws IOException {
        Server server = database.server();
        String[] arguments = new String[files.length + 3];
        arguments[0] = "check";
        arguments[1] = "--home";
        arguments[2] = root.resolve("home").toString();
        for (int i = 0; i < files.length; i++) {
            arguments[i + 3] = files[i].toString();
        }
        return Child.start(
                root,
                Map.of(
                        "DB_HOST", server.host(),
                        "DB_PORT", String.valueOf(server.port()),
                        "DB_NAME", server.name(),
                        "DB_USER", server.user(),
                        "DB_PASS", server.password()),
                arguments);
    }

    private Path file(String name, String... lines) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.write(file, List.of(lines));
    }

    @Test
    void folderIsToldAsAFolder() throws Exception {
        Child check = check(Files.createDirectories(root.resolve("inbox")));
        assertThat(check.await()).isEqualTo(ExitCode.FILES);
        assertThat(check.errors()).endsWith("inbox is a folder: name the files in it; nothing was done\n");
    }

    @Test
    void correctionIsMeasuredByTheOpenRejectsOfItsLoad() throws Exception {
        String header = "client_id,product,usage_date";
        try (TestHome home = TestHome.start(root.resolve("home"), database, Map.of())) {
            home.drop(
                    "product_usage.csv", header, "1,Вклад,2025-05-01", "1,Вклад,x", "2,Вклад,y", "2,Вклад,2025-05-02");
        }
        Path all = file("all/product_usage.rejected-1.csv", header, "1,Вклад,2025-05-03", "2,Вклад,2025-05-04");
        Path some = file("some/product_usage.rejected-1.csv", header, "1,Вклад,2025-05-03");
        Path stray = file("product_usage.rejected-7.csv", header, "1,Вклад,2025-05-03");
        Child check = check(all, some, stray);
        assertThat(check.await()).as(check.errors()).isEqualTo(ExitCode.DROP_FAILED);
        assertThat(check.output())
                .contains(
                        "2 records, 0 bad\n  corrects load 1, which is in force, open rejects: 2; it would close them\n")
                .contains(
                        "1 record, 0 bad\n  corrects load 1, which is in force, open rejects: 2; it would close none, ")
                .contains("it would fail: its name says that it corrects records of load 7,");
        JsonNode report =
                new ObjectMapper().readTree(awaited(check("--json", all)).output());
        assertThat(report.at("/0/corrects/open_rejects").asInt()).isEqualTo(2);
        assertThat(report.at("/0/corrects/closes_them").asBoolean()).isTrue();
    }

    private static Child awaited(Child check) throws Exception {
        assertThat(check.await()).as(check.errors()).isEqualTo(ExitCode.OK);
        return check;
    }

    @Test
    void clientsWithIdsOntoASnapshotAreToldToEndSnapshots() throws Exception {
        try (TestHome home = TestHome.start(root.resolve("home"), database, Map.of())) {
            home.drop("clients.csv", "client_name,client_revenue", "Анна,1");
        }
        Path ids = file("clients-ids.csv", "client_id,client_name,client_revenue", "1,Анна,2");
        Path snapshot = file("clients-new.csv", "client_name,client_revenue", "Анна,3");
        assertThat(awaited(check(ids, snapshot)).output())
                .containsOnlyOnce(
                        "the base is a snapshot: once this file gave ids, snapshots without client_id are refused")
                .contains("it would take the place of load 1");
    }
}
