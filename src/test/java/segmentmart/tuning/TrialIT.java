package segmentmart.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import segmentmart.TestDatabase;
import segmentmart.TestHome;
import segmentmart.daemon.Home;
import segmentmart.daemon.RoutesHealth;
import segmentmart.daemon.Settings;

/** What is found wrong with routes before they run. */
class TrialIT {
    @TempDir
    Path root;

    private Revision shipped() throws IOException {
        TestHome.copyRoutes(root);
        return Revision.read(root.resolve("routes"));
    }

    private List<String> flawsAfter(String file, UnaryOperator<String> edit) throws Exception {
        Revision running = shipped();
        Path edited = root.resolve("routes").resolve(file);
        Files.writeString(edited, edit.apply(Files.exists(edited) ? Files.readString(edited) : ""));
        return flaws(Revision.read(root.resolve("routes")), running);
    }

    private List<String> flaws(Revision revision, Revision running) throws Exception {
        Home home = new Home(root);
        Settings settings = Settings.read(home, Map.of()).over(new Revisions(home).copy(revision));
        return new Trial(settings, revision, running)
                .flaws(TestDatabase.get()).stream().map(Flaw::toString).toList();
    }

    private static UnaryOperator<String> with(String from, String to) {
        return text -> {
            assertThat(text).contains(from);
            return text.replace(from, to);
        };
    }

    @Test
    void shippedRoutesHaveNoFlawAndATrialLeavesNothing() throws Exception {
        TestDatabase.empty();
        Revision shipped = shipped();
        assertThat(flaws(shipped, shipped)).isEmpty();
        for (String table : List.of("staging.load", "staging.clients", "staging.product_usage", "data_mart.refresh")) {
            assertThat(TestDatabase.csv("select * from " + table).lines()).hasSize(1);
        }
        assertThat(root.resolve("inbox")).doesNotExist();
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                arguments(
                        "wrong indentation",
                        "close-load.camel.yaml",
                        with("\n      steps:", "\n     steps:"),
                        "routes/close-load.camel.yaml line 7: is no YAML"),
                arguments(
                        "a tab",
                        "close-load.camel.yaml",
                        with("\n      steps:", "\n\tsteps:"),
                        "routes/close-load.camel.yaml line 7: is no YAML"),
                arguments(
                        "an unknown key",
                        "tidy-inbox.camel.yaml",
                        with("description:", "descripton:"),
                        "routes/tidy-inbox.camel.yaml line 2: Unsupported field: descripton"),
                arguments(
                        "an unknown step",
                        "close-load.camel.yaml",
                        with("- choice:", "- choise:"),
                        "routes/close-load.camel.yaml line 8: Unknown node id: choise"),
                arguments(
                        "an unknown option",
                        "take-drop.camel.yaml",
                        with("delay:", "delai:"),
                        "routes/take-drop.camel.yaml line 11: route take-drop cannot be built: .*delai"),
                arguments(
                        "an unknown component",
                        "tidy-inbox.camel.yaml",
                        with("timer:tidy", "tymer:tidy"),
                        "routes/tidy-inbox.camel.yaml line 6: route tidy-inbox cannot be built: .*tymer"),
                arguments(
                        "an unknown bean",
                        "tidy-inbox.camel.yaml",
                        with("ref: recovery", "ref: recover"),
                        "routes/tidy-inbox.camel.yaml line \\d+: route tidy-inbox cannot be built: .*recover"),
                arguments(
                        "an unknown method",
                        "tidy-inbox.camel.yaml",
                        with("method: tidy", "method: tidi"),
                        "routes/tidy-inbox.camel.yaml line \\d+: route tidy-inbox cannot be built: .*tidi"),
                arguments(
                        "an unknown property",
                        "tidy-inbox.camel.yaml",
                        with("{{inbox.tidy-period}}", "{{inbox.tidi-period}}"),
                        "routes/tidy-inbox.camel.yaml line 8: route tidy-inbox cannot be built: .*inbox.tidi-period"),
                arguments(
                        "an expression without its end",
                        "rewrite-mart.camel.yaml",
                        with("${exchangeProperty.refresh.due}", "${exchangeProperty.refresh.due"),
                        "routes/rewrite-mart.camel.yaml line \\d+: route rewrite-mart cannot be built: "),
                arguments(
                        "a copy beside the original",
                        "close-load copy.camel.yaml",
                        (UnaryOperator<String>) text -> """
                                - route:
                                    id: close-load
                                    from:
                                      uri: direct:x
                                      steps:
                                        - log: x
                                """,
                        "routes/close-load.camel.yaml line 2: route close-load is in routes/close-load copy.camel.yaml too"),
                arguments(
                        "a file that was emptied",
                        "close-load.camel.yaml",
                        (UnaryOperator<String>) text -> "",
                        "routes/close-load.camel.yaml: is empty"),
                arguments(
                        "a call of nothing",
                        "load-clients.camel.yaml",
                        with("direct:close-load", "direct:clos-load"),
                        "routes/load-clients.camel.yaml line \\d+: it calls direct:clos-load, but no route begins"),
                arguments(
                        "SQL that is none",
                        "sql/record_load.sql",
                        with("with counted as (", "with counted as (" + "\n    selekt 1"),
                        "routes/sql/record_load.sql line 6: syntax error at or near \"selekt\""),
                arguments(
                        "a column that is not there",
                        "sql/record_load.sql",
                        with("    file_modified_at, status,", "    file_modified_at, statu,"),
                        "routes/sql/record_load.sql line \\d+: column \"statu\" of relation \"load\" does not exist"),
                arguments(
                        "a parameter that is not there",
                        "sql/record_load.sql",
                        with(":?kind,", ":?kynd,"),
                        "routes/sql/record_load.sql line \\d+: there is no parameter kynd"),
                arguments(
                        "a property of the load that is not there",
                        "close-load.camel.yaml",
                        with("${exchangeProperty.load.end(", "${exchangeProperty.load.ende("),
                        "routes/close-load.camel.yaml line \\d+: the routes fail on an invented drop: .*ende"),
                arguments(
                        "a second version that is taken for a first",
                        "sql/upsert_clients.sql",
                        (UnaryOperator<String>) text -> text.substring(0, text.indexOf("on conflict")),
                        "routes/sql/upsert_clients.sql: fails on an invented drop: .*duplicate key"),
                arguments(
                        "a rule that is no SQL",
                        "sql/client_segments.sql",
                        with("case\n", "caze\n"),
                        "routes/sql/client_segments.sql line \\d+: syntax error"),
                arguments(
                        "a rule without one of its columns",
                        "sql/client_segments.sql",
                        with(
                                "    used.last_product_usage_date\nfrom",
                                "    used.last_product_usage_date as newest\nfrom"),
                        "routes/sql/client_segments.sql.*: column \"last_product_usage_date\" does not exist"),
                arguments(
                        "a rule of what PostgreSQL does not offer",
                        "sql/client_segments.sql",
                        with("count(distinct product_name) as", "count(distinct product_name) over () as"),
                        "routes/sql/client_segments.sql line 12: DISTINCT is not implemented for window functions"),
                arguments(
                        "a rule that makes numbers of names",
                        "sql/client_segments.sql",
                        with("    used.usage_count,", "    clients.client_name::integer as usage_count,"),
                        "routes/sql/client_segments.sql: invalid input syntax for type integer: \"…\""),
                arguments(
                        "a rule whose failure quotes a name with quotes",
                        "sql/client_segments.sql",
                        with(
                                "    used.usage_count,",
                                "    ('ООО \"Ромашка\" ' || client_name)::integer as usage_count,"),
                        "routes/sql/client_segments.sql: invalid input syntax for type integer: \"…\"; mend"),
                arguments(
                        "a rule that takes names for settings",
                        "sql/client_segments.sql",
                        with("    used.usage_count,", "    current_setting(client_name)::integer as usage_count,"),
                        "routes/sql/client_segments.sql: unrecognized configuration parameter \"…\""),
                arguments(
                        "a relation of a column that is not there",
                        "sql/segment_products.sql",
                        with("    c.clients,\n", "    c.client,\n"),
                        "routes/sql/segment_products.sql line 26: column c.client does not exist"),
                arguments(
                        "a relation with a column too few",
                        "sql/revenue_bands.sql",
                        with("    band.revenue_to,\n", ""),
                        "routes/sql/revenue_bands.sql: cannot cast type record to revenue_bands"),
                arguments(
                        "a view whose column is another",
                        "sql/client_offers.sql",
                        with("best.product_name as offer,", "1 as offer,"),
                        "routes/sql/client_offers.sql: cannot change data type of view column"),
                arguments(
                        "a view with a slip",
                        "sql/product_pairs.sql",
                        with("coalesce(p.clients, 0) < 30", "coalesce(p.clients, 0) < 3O"),
                        "routes/sql/product_pairs.sql line 45: trailing junk"),
                arguments(
                        "a check of a relation that is not there",
                        "sql/check_bands.sql",
                        with("from data_mart.revenue_bands", "from data_mart.revenue_band"),
                        "routes/sql/check_bands.sql line 10: relation \"data_mart.revenue_band\" does not exist"),
                arguments(
                        "a rule that gives a client twice",
                        "sql/client_segments.sql",
                        with(
                                "from clients\n",
                                "from (select * from clients union all select * from clients) as clients\n"),
                        "routes/sql/client_segments.sql: it gives client 1 more than one row"),
                arguments(
                        "a rule that fails on the data",
                        "sql/client_segments.sql",
                        with("= 1 then", "= 1 / (used.usage_count - 1) then"),
                        "routes/sql/client_segments.sql: division by zero"),
                arguments(
                        "a rule whose rows the mart does not take",
                        "sql/client_segments.sql",
                        with("'1 продукт'", "repeat('1 продукт', 10)"),
                        "routes/sql/client_segments.sql: value too long for type character varying\\(50\\)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flaws")
    void flawIsToldWithFileAndLine(String kind, String file, UnaryOperator<String> edit, String told) throws Exception {
        TestDatabase.empty();
        try (TestHome home = TestHome.start(root.resolve("other"), TestDatabase.get(), Map.of())) {
            home.drop("clients.csv", "client_id,client_name,client_revenue", "1,Анна,100");
            home.drop("product_usage.csv", "client_id,product_name,usage_date", "1,Вклад,2025-05-24");
        }
        assertThat(flawsAfter(file, edit)).singleElement().asString().matches("(?s)" + told + ".*");
    }

    @Test
    void allFilesThatAreNoYamlAreToldAtOnce() throws Exception {
        Revision shipped = shipped();
        var files = new TreeMap<>(shipped.files());
        files.put("close-load.camel.yaml", "- route: [".getBytes(StandardCharsets.UTF_8));
        files.put("take-drop.camel.yaml", new byte[] {(byte) 0xc3, (byte) 0x28});
        assertThat(flaws(new Revision(files), shipped))
                .hasSize(2)
                .anyMatch(flaw -> flaw.startsWith("routes/close-load.camel.yaml line 1: is no YAML"))
                .anyMatch(flaw -> flaw.equals("routes/take-drop.camel.yaml: is not UTF-8 text; save it as that"));
    }

    @Test
    void sqlInAnotherEncodingIsAFlaw() throws Exception {
        Revision shipped = shipped();
        var files = new TreeMap<>(shipped.files());
        files.put(
                "sql/client_segments.sql",
                Files.readString(Path.of("routes/sql/client_segments.sql")).getBytes(Charset.forName("windows-1251")));
        assertThat(flaws(new Revision(files), shipped))
                .containsExactly("routes/sql/client_segments.sql: is not UTF-8 text; save it as that");
    }

    @Test
    void errorPolicyThatIsGoneIsMissedByEachRouteThatAsksForIt() throws Exception {
        Revision shipped = shipped();
        var files = new TreeMap<>(shipped.files());
        files.remove("errors.camel.yaml");
        assertThat(flaws(new Revision(files), shipped))
                .hasSize(RoutesHealth.SHIPPED.size())
                .allMatch(flaw -> flaw.contains("there is no routeConfiguration told-by-the-route; put its file back"));
    }

    @Test
    void questionMarkInTheRuleIsNoParameter() throws Exception {
        TestDatabase.empty();
        assertThat(flawsAfter("sql/client_segments.sql", with("'3+ продуктов'", "'3+ продуктов?'")))
                .isEmpty();
    }

    @Test
    void sqlThatIsGoneIsMissedWhereARouteRunsIt() throws Exception {
        Revision shipped = shipped();
        var files = new TreeMap<>(shipped.files());
        files.remove("sql/record_load.sql");
        assertThat(flaws(new Revision(files), shipped))
                .singleElement()
                .asString()
                .matches(
                        "routes/close-load.camel.yaml line \\d+: it runs routes/sql/record_load.sql, which is not there.*");
    }

    @Test
    void folderWithoutAnyRouteIsAFlaw() throws Exception {
        Revision shipped = shipped();
        assertThat(flaws(new Revision(new TreeMap<>()), shipped))
                .containsExactly("routes: there is no route in it at all; put the files back");
    }

    @Test
    void routeThatWasTakenAwayIsNoFlaw() throws Exception {
        Revision shipped = shipped();
        var files = new TreeMap<>(shipped.files());
        files.remove("refresh-on-timer.camel.yaml");
        files.remove("rewrite-mart.camel.yaml");
        assertThat(flaws(new Revision(files), shipped)).isEmpty();
    }

    @Test
    void stepOutsideTheDatabaseIsNotRunOnTrial() throws Exception {
        Path told = root.resolve("told.txt");
        assertThat(flawsAfter(
                        "close-load.camel.yaml",
                        with(
                                "      steps:\n        - choice:",
                                "      steps:\n        - to:\n            uri: file:" + root
                                        + "?fileName=told.txt\n        - choice:")))
                .isEmpty();
        assertThat(told).doesNotExist();
    }

    @Test
    void stepOutsideTheDatabaseIsNotRunOnTrialBehindAnotherRouteEither() throws Exception {
        Path told = root.resolve("told.txt");
        Revision running = shipped();
        Files.writeString(root.resolve("routes/tell.camel.yaml"), """
                - route:
                    id: tell
                    from:
                      uri: direct:tell
                      steps:
                        - to:
                            uri: file:%s?fileName=told.txt
                """.formatted(root));
        Path closing = root.resolve("routes/close-load.camel.yaml");
        Files.writeString(
                closing,
                Files.readString(closing)
                        .replace(
                                "      steps:\n        - choice:",
                                "      steps:\n        - to: direct:tell\n        - choice:"));
        assertThat(flaws(Revision.read(root.resolve("routes")), running)).isEmpty();
        assertThat(told).doesNotExist();
    }
}
