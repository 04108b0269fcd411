package segmentmart.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import segmentmart.TestDatabase;

/** Who is answered: whoever has the credentials, knows the daemon by its own name, and is no page of another site. */
class GuardIT {
    private static final String NAME = "marts.bank.example";
    private static final String USER = "аналитик";
    private static final String PASSWORD = "пароль:1";

    private static ServedHome home;
    private static Api api;

    @BeforeAll
    static void start(@TempDir Path root) throws Exception {
        home = ServedHome.start(
                root,
                TestDatabase.empty(),
                Map.of("HTTP_HOSTS", "other.example, " + NAME, "HTTP_USER", USER, "HTTP_PASS", PASSWORD));
        api = home.api();
    }

    @AfterAll
    static void end() {
        home.close();
        TestDatabase.empty();
    }

    private static String asked(String method, String path, String host) throws IOException {
        return api.raw(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: "
                + Api.basic(USER, PASSWORD) + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "10.1.2.3:80", "[::1]:8080", NAME, NAME + ":8080"})
    void daemonIsKnownByAddressesAndItsOwnNames(String host) throws IOException {
        assertThat(asked("GET", "/api/segments", host)).startsWith("HTTP/1.1 200 ");
        assertThat(asked("GET", "/", host)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "x" + NAME,
                "1.2.3.4.5",
                ""
            })
    void nameThatIsMadeToPointHereGetsNothing(String host) throws IOException {
        for (String path : new String[] {"/", "/api/segments", "/assets/main.js", "/api/nothing"}) {
            assertThat(asked("GET", path, host)).doesNotStartWith("HTTP/1.1 2");
        }
        assertThat(asked("PUT", "/api/drops/clients.csv", host)).doesNotStartWith("HTTP/1.1 2");
    }

    @Test
    void rebindingIsRefusedInWords() throws IOException {
        assertThat(asked("GET", "/api/segments", "evil.example"))
                .startsWith("HTTP/1.1 421 ")
                .contains("application/problem+json", "host \\\"evil.example\\\" is not known here", "http.hosts");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://localhost:1"
    })
    void pagesOfOtherSitesChangeNothing(String header, String value) {
        HttpResponse<String> put = api.put("clients-foreign.csv", "x".getBytes(StandardCharsets.UTF_8), header, value);
        assertThat(put.statusCode()).isEqualTo(403);
        HttpResponse<String> post = api.send("POST", "/api/refreshes", BodyPublishers.noBody(), header, value);
        assertThat(post.statusCode()).isEqualTo(403);
        assertThat(Api.read(post).get("detail").asText()).contains("use the page of this server");
        assertThat(home.inbox().resolve("clients-foreign.csv")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site, same-origin", "Sec-Fetch-Site, none", "Origin, own"})
    void pageOfTheDaemonMayAskForARefresh(String header, String value) {
        String given = value.equals("own") ? home.address() : value;
        assertThat(api.send("POST", "/api/refreshes", BodyPublishers.noBody(), header, given)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void nothingIsToldWithoutTheCredentials() {
        Api stranger = new Api(home.address());
        Api mistaken = new Api(home.address(), "Authorization", Api.basic(USER, "пароль"));
        for (Api each : new Api[] {stranger, mistaken}) {
            for (String path : new String[] {
                "/", "/assets/main.js", "/api/segments", "/api/relations/client_segments", "/api/nothing", "/metrics"
            }) {
                HttpResponse<String> answer = each.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate"))
                        .as(path)
                        .isPresent();
                assertThat(answer.headers().firstValue("Content-Security-Policy"))
                        .as(path)
                        .isPresent();
            }
            assertThat(each.put("clients-stranger.csv", ExampleBank.CLIENTS.getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(each.send("POST", "/api/refreshes", BodyPublishers.noBody())
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(home.inbox()).isEmptyDirectory();
        assertThat(api.get("/api/segments").statusCode()).isEqualTo(200);
    }

    @Test
    void clientThatGoesOnToHttp2IsAnsweredAsWell() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(home.address() + "/api/segments"))
                .header("Authorization", Api.basic(USER, PASSWORD))
                .build();
        for (int i = 0; i < 2; i++) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }
}
