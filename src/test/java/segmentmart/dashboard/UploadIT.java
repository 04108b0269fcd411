package segmentmart.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import segmentmart.TestDatabase;

/** Drops over HTTP: complete in the inbox under their name, or not at all. */
class UploadIT {
    private static final int MAX_BYTES = 1_000_000;

    /** So that what was uploaded is still there to be looked at. */
    private static final Map<String, String> SLOW =
            Map.of("HTTP_MAX_UPLOAD_MB", "1", "INBOX_STEADY_FOR", "1h", "INBOX_RENAMED_STEADY_FOR", "1h");

    private static ServedHome home;
    private static Api api;

    @BeforeAll
    static void start(@TempDir Path root) throws Exception {
        home = ServedHome.start(root, TestDatabase.empty(), SLOW);
        api = home.api();
    }

    @AfterAll
    static void end() {
        home.close();
        TestDatabase.empty();
    }

    @AfterEach
    void emptyTheInbox() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.list(home.inbox())) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitNothingLeft() {
        await().untilAsserted(() -> assertThat(files()).isEmpty());
    }

    private static byte[] bytes(int size) {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) 'x');
        return content;
    }

    @Test
    void fileLiesInTheInboxByteForByte() throws IOException {
        byte[] content = "client_id;client_name;client_revenue\r\n1;Ёлкин;1\r\n".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = api.put("clients отдел №2.csv", content);
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode told = Api.read(answer);
        assertThat(told.get("drop_name").asText()).isEqualTo("clients отдел №2.csv");
        assertThat(told.get("bytes").asInt()).isEqualTo(content.length);
        assertThat(Files.readAllBytes(home.inbox().resolve("clients отдел №2.csv")))
                .isEqualTo(content);
        assertThat(api.json("/api/inbox").at("/drops/0/drop_name").asText()).isEqualTo("clients отдел №2.csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2Fclients.csv",
                "..%2F..%2Fclients.csv",
                "%2Ftmp%2Fclients.csv",
                "..%5Cclients.csv",
                "clients%00.csv",
                "clients%0A.csv",
                "done%2Fclients.csv",
                ".clients.csv",
                "clients.csv.part",
                "orders.csv",
                "clients.xlsx",
                "clients",
                "%2E%2E",
                "Clients.csv.tmp"
            })
    void nameThatTheInboxWouldNotTakeIsRefused(String encoded) {
        HttpResponse<String> answer = api.send("PUT", "/api/drops/" + encoded, BodyPublishers.ofString("x"));
        assertThat(answer.statusCode()).as(answer.body()).isIn(404, 405, 422);
        if (!encoded.equals("%2E%2E")) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(Api.read(answer).get("detail").asText()).startsWith("file name ");
        }
        assertThat(files()).isEmpty();
        assertThat(home.inbox().resolveSibling("clients.csv")).doesNotExist();
    }

    @Test
    void fileThatWaitsIsNotOverwritten() throws IOException {
        assertThat(api.put("clients.csv", bytes(3)).statusCode()).isEqualTo(201);
        HttpResponse<String> second = api.put("clients.csv", bytes(5));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(Api.read(second).get("detail").asText()).startsWith("clients.csv waits in the inbox already");
        assertThat(Files.size(home.inbox().resolve("clients.csv"))).isEqualTo(3);
    }

    @Test
    void ofManyAtTheSameTimeOneWins() {
        List<Integer> statuses = IntStream.rangeClosed(1, 8)
                .mapToObj(size -> CompletableFuture.supplyAsync(
                        () -> api.put("clients.csv", bytes(size * 50_000)).statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
        await().untilAsserted(() -> assertThat(files()).hasSize(1));
        assertThat(files().get(0)).hasFileName("clients.csv");
    }

    @Test
    void fileOfTheGreatestSizeIsTaken() {
        assertThat(api.put("clients.csv", bytes(MAX_BYTES)).statusCode()).isEqualTo(201);
    }

    @Test
    void fileThatSaysItIsTooLargeIsRefusedBeforeItComes() throws IOException {
        try (Socket socket = api.connect()) {
            socket.getOutputStream()
                    .write(head("clients.csv", "Content-Length: " + (MAX_BYTES + 1))
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 413 ");
            assertThat(answer.lines().takeWhile(line -> !line.isEmpty()).toList())
                    .contains("Connection: close", "Content-Type: application/problem+json");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void fileThatIsTooLargeByFarIsReadSoThatItsSenderHearsTheAnswer() {
        HttpResponse<String> answer = api.put("clients.csv", bytes(20 * MAX_BYTES));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(Api.read(answer).get("detail").asText()).contains("http.max-upload-mb");
        assertThat(files()).isEmpty();
    }

    @Test
    void fileThatTurnsOutTooLargeIsRefusedAndLeavesNothing() {
        HttpResponse<String> answer = api.send(
                "PUT",
                "/api/drops/clients.csv",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes(MAX_BYTES + 1))));
        assertThat(answer.statusCode()).isEqualTo(413);
        awaitNothingLeft();
    }

    @Test
    void uploadThatBreaksOffLeavesNothing() throws IOException {
        for (String framing : List.of("Content-Length: 500000", "Transfer-Encoding: chunked")) {
            try (Socket socket = api.connect()) {
                OutputStream out = socket.getOutputStream();
                out.write(head("clients.csv", framing).getBytes(StandardCharsets.US_ASCII));
                out.write(framing.startsWith("C") ? bytes(1000) : "3e8\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                await().untilAsserted(() -> assertThat(files()).hasSize(1));
            }
            awaitNothingLeft();
        }
        assertThat(api.put("clients.csv", bytes(3)).statusCode()).isEqualTo(201);
    }

    private static String head(String name, String framing) {
        return "PUT /api/drops/" + name + " HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n\r\n";
    }
}
