package segmentmart.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** A Chromium without a window, a cache or anything else of an earlier visit, driven over its own protocol. */
final class ColdBrowser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LISTENS = "DevTools listening on ws://";

    private final Path profile = Files.createTempDirectory("segment-mart-bench");
    private final Process process;
    private final WebSocket socket;
    private final StringBuilder message = new StringBuilder();
    private volatile CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    private int asked;

    ColdBrowser() throws Exception {
        process = new ProcessBuilder(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--window-size=1440,900",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest pages = HttpRequest.newBuilder(URI.create("http://" + address() + "/json/list"))
                .build();
        JsonNode page =
                JSON.readTree(client.send(pages, BodyHandlers.ofString()).body());
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(page.at("/0/webSocketDebuggerUrl").asText()), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        message.append(data);
                        if (last) {
                            hear(message.toString());
                            message.setLength(0);
                        }
                        from.request(1);
                        return CompletableFuture.completedStage(null);
                    }
                })
                .join();
    }

    private String address() throws IOException {
        BufferedReader says = process.inputReader();
        for (String line = says.readLine(); line != null; line = says.readLine()) {
            if (line.startsWith(LISTENS)) {
                return line.substring(LISTENS.length()).replaceFirst("/.*", "");
            }
        }
        throw new IOException("chromium ended before it listened: is it installed?");
    }

    private void hear(String text) {
        try {
            JsonNode said = JSON.readTree(text);
            if (said.path("id").asInt() == asked) {
                answer.complete(said.path("result"));
            }
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
    }

    private JsonNode ask(String method, Map<String, Object> parameters) throws Exception {
        answer = new CompletableFuture<>();
        asked++;
        socket.sendText(JSON.writeValueAsString(Map.of("id", asked, "method", method, "params", parameters)), true)
                .join();
        return answer.get(1, TimeUnit.MINUTES);
    }

    /** Goes to an address; returns as soon as the page is on its way. */
    void open(String address) throws Exception {
        ask("Page.navigate", Map.of("url", address));
    }

    /** What a promise of the page comes to. */
    double number(String promise) throws Exception {
        JsonNode result = ask("Runtime.evaluate", Map.of("expression", promise, "awaitPromise", true));
        if (!result.at("/result/value").isNumber()) {
            throw new IllegalStateException(result.toString());
        }
        return result.at("/result/value").asDouble();
    }

    @Override
    public void close() throws Exception {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.waitFor(1, TimeUnit.MINUTES);
        FileSystemUtils.deleteRecursively(profile);
    }
}
