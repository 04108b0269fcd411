package segmentmart.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;

/** Rows as files, over HTTP. */
class DownloadIT {
    private static final int MANY = 120_000;

    private static ServedHome home;
    private static Api api;

    @BeforeAll
    static void loadMany(@TempDir Path root) throws Exception {
        home = ServedHome.start(root, TestDatabase.empty());
        api = home.api();
        StringBuilder clients = new StringBuilder(ExampleBank.CLIENTS);
        StringBuilder uses = new StringBuilder(ExampleBank.USES);
        for (int i = 1; i <= MANY; i++) {
            clients.append(i).append(",Клиент Номер ").append(i).append(",50000\n");
            uses.append(i)
                    .append(
                            i % 2 == 0
                                    ? ",Вклад,2025-05-01\n"
                                    : ",\"=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\",2025-05-01\n");
        }
        home.drop("clients.csv", clients.toString());
        home.drop("product_usage.csv", uses.toString());
    }

    @AfterAll
    static void end() {
        home.close();
        TestDatabase.empty();
    }

    /** Begins a download, and reads its first bytes alone. */
    private static Socket begun() throws IOException {
        Socket socket = api.connect();
        // So that the server notices that nobody reads.
        socket.setReceiveBufferSize(1 << 14);
        socket.getOutputStream()
                .write("GET /api/relations/client_segments HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        String start = new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
        assertThat(start).isEqualTo("HTTP/1.1 200 OK");
        return socket;
    }

    @Test
    void fileHoldsAllRows() {
        HttpResponse<String> csv = api.get("/api/relations/client_segments");
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"client_segments.csv\"");
        assertThat(csv.body().lines().count()).isEqualTo(1 + MANY);
        assertThat(csv.body()).startsWith("\ufeffclient_id,client_name,client_revenue,");
        assertThat(api.get("/api/relations/client_segments?format=jsonl")
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("{\"client_id\":") && line.endsWith("}"))
                        .count())
                .isEqualTo(MANY);
    }

    @Test
    void fileBeginsBeforeAllIsRead() throws Exception {
        try (Socket socket = begun()) {
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(2000)).hasSize(2000);
            // The rest waits for its reader, in the database.
            await().untilAsserted(() -> assertThat(TestDatabase.csv(
                            "select count(*) as reading from pg_stat_activity where state = 'idle in transaction'"))
                    .isEqualTo("reading\n1\n"));
        }
        awaitFree();
    }

    private static void awaitFree() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(TestDatabase.csv(
                                "select count(*) as reading from pg_stat_activity where state = 'idle in transaction'"))
                        .isEqualTo("reading\n0\n"));
    }

    @Test
    void filesAreSentTwoAtATimeAndOneThatBreaksOffMakesRoom() throws Exception {
        Socket first = begun();
        Socket second = begun();
        HttpResponse<String> third = api.get("/api/relations/segment_summary");
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(Api.read(third).get("title").asText()).isEqualTo("Too much at a time");
        assertThat(api.get("/api/segments").statusCode()).isEqualTo(200);
        first.close();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                api.get("/api/relations/segment_summary").statusCode())
                        .isEqualTo(200));
        second.close();
        awaitFree();
    }

    @Test
    void spreadsheetRunsNothingOfIt() {
        assertThat(api.get("/api/relations/product_usage_frequency").body())
                .contains("\"'=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\"");
        assertThat(api.get("/api/relations/product_usage_frequency?format=jsonl")
                        .body())
                .contains("\"=HYPERLINK(\\\"http://x\\\";\\\"y\\\")\"");
    }

    @Test
    void headOfAFileTakesNoRoom() {
        for (int i = 0; i < 3; i++) {
            assertThat(api.send("HEAD", "/api/relations/client_segments", BodyPublishers.noBody())
                            .statusCode())
                    .isEqualTo(200);
        }
        awaitFree();
    }
}
