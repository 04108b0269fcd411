package segmentmart.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import segmentmart.TestDatabase;
import segmentmart.http.Front;

/** What is answered under /api is what openapi.yaml says. */
class ApiIT {
    private static final Map<String, String> IN_PATH = Map.of(
            "{client_id}", String.valueOf(ExampleBank.ZORIN),
            "{relation}", "client_segments",
            "{load_id}", "3");
    private static final Map<String, String> IN_QUERY = Map.of("/api/migration", "?from=2025-03&to=2025-05");

    /** Requests whose answers hold what those of the bare paths do not. */
    private static final List<String> MORE = List.of(
            "/api/segments",
            "/api/segment-products?segment=" + Api.encoded(ExampleBank.ONE),
            "/api/months?segment=" + Api.encoded(ExampleBank.ONE),
            "/api/migration?from=2025-03&to=2025-04&basis=active",
            "/api/clients?search=" + Api.encoded("зорин"),
            "/api/clients?search=" + ExampleBank.ZORIN,
            "/api/clients?limit=1",
            "/api/clients/17",
            "/api/clients/900",
            "/api/clients/13?most=1",
            "/api/loads?status=failed",
            "/api/loads?load_id=1",
            "/api/loads?limit=1",
            "/api/rejects?all=true",
            "/api/rejects?load_id=3&limit=1",
            "/api/refreshes?limit=1");

    private static ServedHome home;
    private static Api api;
    private static JsonNode contract;

    @BeforeAll
    static void loadTheExample(@TempDir Path root) throws Exception {
        home = ServedHome.start(root, TestDatabase.empty());
        api = home.api();
        ExampleBank.load(home);
        // Three are set aside; then a file that fails, and one that was there before.
        home.drop(
                "product_usage-flawed.csv",
                ExampleBank.USES
                        + "1,Кредитная карта,2025-05-01\n2,Вклад,31.02.2025\n3,,2025-05-01\nx,Вклад,2025-05-01\n"
                        + "900,Вклад,2025-05-02\n901,Вклад,2025-05-02\n");
        home.drop("product_usage-broken.csv", "no,header\n1,2\n");
        home.drop("product_usage-again.csv", ExampleBank.USES + "1,Кредитная карта,2025-05-03\n");
        home.drop("product_usage-again.csv", ExampleBank.USES + "1,Кредитная карта,2025-05-03\n");
        for (int i = 0; i < 4; i++) {
            home.drop("product_usage-more-" + i + ".csv", ExampleBank.USES + (i + 1) + ",Кредитная карта,2025-05-04\n");
        }
        contract = api.json("/api/openapi.json");
    }

    @AfterAll
    static void end() {
        home.close();
        TestDatabase.empty();
    }

    private static JsonNode operation(String path, String method) {
        return contract.path("paths").path(path).path(method);
    }

    private static List<String> paths() {
        List<String> paths = new ArrayList<>();
        contract.path("paths").fieldNames().forEachRemaining(paths::add);
        return paths;
    }

    private static List<String> readable() {
        return paths().stream()
                .filter(path -> operation(path, "get").isObject())
                .toList();
    }

    private static String example(String path) {
        String filled = path;
        for (Map.Entry<String, String> part : IN_PATH.entrySet()) {
            filled = filled.replace(part.getKey(), part.getValue());
        }
        return filled + IN_QUERY.getOrDefault(path, "");
    }

    /** The path of the contract that a request is of. */
    private static String template(String request) {
        String path = request.replaceFirst("\\?.*", "");
        return paths().stream()
                .filter(template -> path.matches(template.replaceAll("\\{\\w+}", "[^/]+")))
                // A path without parts that vary goes before one with.
                .min((a, b) -> Boolean.compare(a.contains("{"), b.contains("{")))
                .orElseThrow();
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? contract.at(node.get("$ref").asText().substring(1)) : node;
    }

    @Test
    void everyAnswerIsAsItsSchemaSays() {
        Schemas schemas = new Schemas(contract);
        SoftAssertions all = new SoftAssertions();
        Stream.concat(readable().stream().map(ApiIT::example), MORE.stream()).forEach(request -> {
            JsonNode content = resolved(operation(template(request), "get")
                            .path("responses")
                            .path("200"))
                    .path("content");
            HttpResponse<String> answer = api.get(request);
            String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
            all.assertThat(answer.statusCode())
                    .as(request + " " + answer.body())
                    .isEqualTo(200);
            all.assertThat(content.has(type)).as(request + " is " + type).isTrue();
            if (content.path("application/json").has("schema")) {
                all.assertThat(schemas.faults(content.path("application/json").path("schema"), Api.read(answer)))
                        .as(request)
                        .isEmpty();
            }
        });
        HttpResponse<String> asked = api.send("POST", "/api/refreshes", BodyPublishers.noBody());
        all.assertThat(schemas.faults(
                        operation("/api/refreshes", "post").at("/responses/200/content/application~1json/schema"),
                        Api.read(asked)))
                .as("refresh")
                .isEmpty();
        all.assertAll();
    }

    @Test
    void mostAnswersOfTheExampleHoldSomething() {
        for (String path : readable()) {
            if (!path.endsWith("/pairs") && !path.endsWith("/inbox") && !path.endsWith(".csv")) {
                assertThat(api.get(example(path)).body()).as(path).hasSizeGreaterThan(60);
            }
        }
        assertThat(api.json("/api/rejects?load_id=3&all=true").get("rejects")).hasSize(3);
        assertThat(api.json("/api/loads?status=failed").get("loads")).hasSize(1);
        assertThat(api.json("/api/loads?status=duplicate").get("loads")).hasSize(1);
    }

    @Test
    void everyRouteIsInTheContractAndEveryOperationHasARoute() throws IOException {
        Pattern ofApi = Pattern.compile("(?:platform-http:|value: \"?)(/api/[^\"\\s]+)");
        TreeSet<String> routed = new TreeSet<>();
        for (var file : new PathMatchingResourcePatternResolver()
                .getResources("classpath*:segmentmart/{dashboard,http}/*.camel.yaml")) {
            Matcher path = ofApi.matcher(file.getContentAsString(StandardCharsets.UTF_8));
            while (path.find()) {
                routed.add(path.group(1));
            }
        }
        // Taken before Camel, which would hold the whole file in memory.
        routed.add("/api/drops/{drop_name}");
        assertThat(paths()).containsExactlyInAnyOrderElementsOf(routed);
        for (String path : readable()) {
            assertThat(api.get(example(path)).statusCode()).as(path).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/segments?segment=1                       | parameter "segment" is not known here (expected none)
            /api/months?from=2025-01                      | parameter "from" is not known here (expected segment)
            /api/months?segment=                          | segment "" is not possible
            /api/migration?from=2025-01                   | to is missing
            /api/migration?from=2025-01&to=2025-13        | to "2025-13" is not possible
            /api/migration?from=2025-01&to=2025-02&basis=x | basis "x" is not possible (expected ever, active)
            /api/clients?limit=0                          | limit "0" is not possible (expected a whole number from 1 to 200)
            /api/clients?limit=201                        | limit "201" is not possible
            /api/clients?limit=ten                        | limit "ten" is not possible
            /api/clients?limit=1&limit=2                  | limit is given 2 times: give it once
            /api/clients?after=99999999999999999999       | after "99999999999999999999" is not possible
            /api/clients?search=%00                       | search
            /api/clients?searh=a                          | parameter "searh" is not known here (expected search, segment, after, limit)
            /api/clients/0                                | client_id "0" is not possible
            /api/clients/abc                              | client_id "abc" is not possible
            /api/clients/2147483648                       | client_id "2147483648" is not possible
            /api/clients/1?most=1001                      | most "1001" is not possible
            /api/relations/pg_shadow                      | relation "pg_shadow" is not possible
            /api/relations/segment_summary?format=xml     | format "xml" is not possible (expected csv, excel, jsonl)
            /api/relations/publication?segment=1          | the rows of publication are each of no one segment
            /api/loads?status=ok                          | status "ok" is not possible (expected loaded, duplicate, failed)
            /api/loads?before=-1                          | before "-1" is not possible
            /api/loads/one/rejects                        | load_id "one" is not possible
            /api/rejects?all=yes                          | all "yes" is not possible (expected true or false)
            /api/rejects?offset=1000001                   | offset "1000001" is not possible
            /api/refreshes?limit=501                      | limit "501" is not possible
            """)
    void whatIsNotUnderstoodIsRefusedInWords(String request, String detail) {
        HttpResponse<String> answer = api.get(request);
        assertProblem(answer, 400);
        assertThat(Api.read(answer).get("detail").asText()).startsWith(detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/nothing",
                "/api/clients/800",
                "/api/loads/1/rejects",
                "/api/loads/99/rejects",
                "/api/rejects?load_id=99",
                "/api/rejects.csv?load_id=99",
                "/assets/nothing.js",
                "/assets/%2e%2e/openapi.yaml",
                "/nothing"
            })
    void whatIsNotThereIsToldInWords(String request) {
        assertProblem(api.get(request), 404);
    }

    @Test
    void methodsThatArePossibleNowhereAreRefused() {
        assertProblem(api.send("POST", "/api/segments", BodyPublishers.noBody()), 405);
        assertProblem(api.send("DELETE", "/api/drops/clients.csv", BodyPublishers.noBody()), 405);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = Api.read(answer);
        assertThat(new Schemas(contract).faults(contract.at("/components/schemas/Problem"), problem))
                .isEmpty();
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asText()).hasSizeGreaterThan(20);
    }

    @Test
    void everyAnswerTellsBrowsersToRunNothingElse() {
        for (String request : List.of(
                "/",
                "/clients/13",
                "/operations",
                "/assets/main.js",
                "/api/segments",
                "/api/clients/abc",
                "/api/relations/segment_summary",
                "/nothing",
                "/health/live",
                "/metrics")) {
            Map<String, List<String>> headers = api.get(request).headers().map();
            assertThat(headers.get("content-security-policy"))
                    .as(request)
                    .singleElement()
                    .asString()
                    .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self';")
                    .doesNotContain("unsafe", "*");
            assertThat(headers).as(request).containsEntry("x-content-type-options", List.of("nosniff"));
            assertThat(headers).as(request).containsEntry("referrer-policy", List.of("no-referrer"));
        }
    }

    @Test
    void headAnswersAsGetDoesWithoutTheBody() {
        for (String path : readable()) {
            HttpResponse<String> whole = api.get(example(path));
            HttpResponse<String> head = api.send("HEAD", example(path), BodyPublishers.noBody());
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.body()).as(path).isEmpty();
            assertThat(head.headers().firstValue("Content-Type"))
                    .as(path)
                    .isEqualTo(whole.headers().firstValue("Content-Type"));
        }
    }

    @Test
    void readerWhoHasAPublicationIsToldSoUntilTheNext() {
        List<String> ofPublication = List.of(
                "/api/segments",
                "/api/products",
                "/api/segment-products",
                "/api/revenue-bands",
                "/api/months",
                "/api/migration?from=2025-03&to=2025-05",
                "/api/pairs",
                "/api/hypotheses");
        Map<String, String> tags = new HashMap<>();
        for (String path : ofPublication) {
            String tag = api.get(path).headers().firstValue("ETag").orElseThrow();
            tags.put(path, tag);
            HttpResponse<String> again = api.get(path, "If-None-Match", tag);
            assertThat(again.statusCode()).as(path).isEqualTo(304);
            assertThat(again.body()).as(path).isEmpty();
            assertThat(again.headers().firstValue("ETag")).as(path).contains(tag);
            assertThat(api.get(path, "If-None-Match", "\"another\"").statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        home.drop("product_usage-published.csv", ExampleBank.USES + "17,Вклад,2025-05-05\n");
        for (String path : ofPublication) {
            HttpResponse<String> anew = api.get(path, "If-None-Match", Objects.requireNonNull(tags.get(path)));
            assertThat(anew.statusCode()).as(path).isEqualTo(200);
            assertThat(anew.headers().firstValue("ETag").orElseThrow()).as(path).isNotEqualTo(tags.get(path));
        }
        assertThat(api.get("/api/publication").headers().firstValue("ETag")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/clients?limit=3, clients, client_id, after",
        "/api/loads?limit=2, loads, load_id, before",
        "/api/rejects?limit=1&all=true, rejects, line_no, offset",
        "/api/refreshes?limit=2, refreshes, refresh_id, before"
    })
    void pagesHoldAllWithoutGapOrRepetition(String request, String rows, String id, String next) {
        List<Long> whole = ids(api.json(request.replaceFirst("limit=\\d", "limit=200")), rows, id);
        List<Long> paged = new ArrayList<>();
        String at = "";
        for (int page = 0; page < 100 && at != null; page++) {
            JsonNode answer = api.json(request + at);
            paged.addAll(ids(answer, rows, id));
            at = answer.get("next").isNull()
                    ? null
                    : "&" + next + "=" + answer.get("next").asText();
        }
        assertThat(paged).isEqualTo(whole).doesNotHaveDuplicates().hasSizeGreaterThan(2);
    }

    private static List<Long> ids(JsonNode answer, String rows, String id) {
        List<Long> ids = new ArrayList<>();
        answer.get(rows).forEach(row -> ids.add(row.get(id).asLong()));
        return ids;
    }

    @Test
    void everythingIsCountedOnceInWhatTheContractNames() {
        JsonNode one = api.json("/api/segment-products?segment=" + Api.encoded(ExampleBank.ONE));
        assertThat(one)
                .isNotEmpty()
                .allMatch(row -> row.get("client_segment").asText().equals(ExampleBank.ONE));
        assertThat(IntStream.range(0, one.size())
                        .map(i -> one.get(i).get("segment_rank").asInt()))
                .isSorted();
        JsonNode segments = api.json("/api/segments");
        int clients = 0;
        double share = 0;
        for (JsonNode segment : segments) {
            clients += segment.get("clients").asInt();
            share += segment.get("share").asDouble();
        }
        assertThat(clients)
                .isEqualTo(api.json("/api/publication").get("clients").asInt());
        assertThat(share).isBetween(0.999, 1.001);
    }

    @Test
    void explanationIsThatOfTheCommand() {
        JsonNode mart = api.json("/api/clients/" + ExampleBank.ZORIN).at("/trail/mart");
        assertThat(mart.get("client_segment").asText()).isEqualTo(ExampleBank.ONE);
        assertThat(mart.get("offer").asText()).isEqualTo(ExampleBank.CARD);
        JsonNode use = api.json("/api/clients/" + ExampleBank.ZORIN)
                .at("/trail/uses")
                .get(ExampleBank.INSURANCE)
                .at("/newest/0");
        assertThat(use.get("drop_name").asText()).isEqualTo("product_usage.csv");
        assertThat(use.get("line_no").asInt()).isEqualTo(14);
    }

    @Test
    void withoutADatabaseEachAnswerSaysSo(@TempDir Path root) throws Exception {
        try (Front front = ServedHome.waiting(root)) {
            Api waiting = new Api(front.address());
            await().ignoreExceptions().until(() -> waiting.get("/").statusCode() == 200);
            for (String path : readable()) {
                if (!path.endsWith("openapi.json")) {
                    HttpResponse<String> answer = waiting.get(example(path));
                    assertProblem(answer, 503);
                    assertThat(answer.headers().firstValue("Retry-After"))
                            .as(path)
                            .isPresent();
                }
            }
        }
    }

    @Test
    void problemsOfAllKindsAreInTheirOwnWords() {
        assertThat(Arrays.asList(
                        api.get("/api/clients/800").body(),
                        api.get("/api/loads/1/rejects").body(),
                        api.get("/api/nothing").body()))
                .doesNotHaveDuplicates()
                .noneMatch(body -> body.contains("Exception") || body.contains("segmentmart."));
    }
}
