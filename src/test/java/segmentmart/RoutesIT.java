package segmentmart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The routes and SQL that operators tune are what a reader expects of them. */
class RoutesIT {
    private static final Path ROUTES = Path.of("routes");
    private static final Path SQL = ROUTES.resolve("sql");

    static Stream<Path> routes() throws IOException {
        return list(ROUTES, ".camel.yaml").stream().filter(f -> !f.endsWith("errors.camel.yaml"));
    }

    static Stream<Path> sql() throws IOException {
        return list(SQL, ".sql").stream();
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static JsonNode parse(Path file) throws IOException {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(yaml);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void fileHoldsOneRouteOfItsNameThatSaysWhatItDoes(Path file) throws IOException {
        JsonNode routes = parse(file);
        assertThat(routes).hasSize(1);
        JsonNode route = routes.get(0).get("route");
        assertThat(file.getFileName()).hasToString(route.get("id").asText() + ".camel.yaml");
        assertThat(route.path("description").asText()).isNotBlank();
        assertThat(route.path("routeConfigurationId").asText()).isEqualTo("told-by-the-route");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void sqlStepIsNamedAfterItsFile(Path file) throws IOException {
        for (JsonNode to : parse(file).findValues("to")) {
            String uri = to.path("uri").asText();
            if (uri.startsWith("sql:file:")) {
                assertThat(uri)
                        .isEqualTo(
                                "sql:file:{{routes.dir}}/sql/" + to.path("id").asText() + ".sql");
                assertThat(SQL.resolve(to.path("id").asText() + ".sql")).exists();
            }
        }
    }

    @Test
    void everySqlFileIsAStepOfSomeRoute() throws IOException {
        List<String> steps = new ArrayList<>();
        for (Path route : routes().toList()) {
            parse(route).findValues("to").forEach(to -> steps.add(to.path("id").asText() + ".sql"));
        }
        assertThat(sql().map(f -> f.getFileName().toString())).isSubsetOf(steps);
    }

    @ParameterizedTest
    @MethodSource("sql")
    void sqlPreparesAndSaysItsMeaningAndGrain(Path file) throws IOException, SQLException {
        String text = Files.readString(file);
        assertThat(text).startsWith("-- Meaning: ").contains("\n-- Grain: ");
        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
        try (Connection connection = TestDatabase.get().pool().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    PreparedStatement prepared = connection.prepareStatement(text.replaceAll(":\\?\\w+", "?"))) {
                statement.execute("create temporary table client_segments_draft (like data_mart.client_segments)");
                statement.execute("create temporary table orphan_draft (like staging.orphan)");
                statement.execute("create temporary table use_draft (like tally.uses)");
                statement.execute("create temporary table client_draft (like tally.client)");
                statement.execute("create temporary table set_draft"
                        + " (client_segment text, products bit varying, clients bigint)");
                statement.execute("create temporary table path_draft (ever bit varying, clients bigint)");
                statement.execute("create temporary table step_draft"
                        + " (month_no integer, products integer, products_after integer, clients bigint)");
                statement.execute("set local search_path = staging, tally, data_mart");
                assertThatCode(prepared::getParameterMetaData).doesNotThrowAnyException();
            } finally {
                connection.rollback();
            }
        }
    }

    @Test
    void everyTableAndColumnHasAComment() {
        String silent = TestDatabase.csv("""
                select c.oid::regclass, a.attname
                from pg_class as c
                inner join pg_attribute as a on a.attrelid = c.oid and a.attnum >= 0 and not a.attisdropped
                where c.relnamespace in ('staging'::regnamespace, 'data_mart'::regnamespace, 'touched'::regnamespace,
                        'tally'::regnamespace, 'sample'::regnamespace)
                    and c.relname not like 'schema_version%'
                    and ((c.relkind in ('r', 'p') and col_description(c.oid, a.attnum) is null)
                        or (c.relkind in ('r', 'p', 'v', 'm', 'S') and obj_description(c.oid, 'pg_class') is null))
                    and not exists (select 1 from pg_depend where objid = c.oid and deptype = 'i' and c.relkind = 'S')
                order by 1, 2
                """);
        assertThat(silent).isEqualTo("oid,attname\n");
    }

    @Test
    void everyUniqueKeyOfTheRowsHoldsTheClient() {
        String without = TestDatabase.csv("""
                select i.indrelid::regclass, i.indexrelid::regclass
                from pg_index as i
                where i.indisunique
                    and i.indrelid in ('staging.clients'::regclass, 'staging.clients_history'::regclass,
                        'staging.product_usage'::regclass, 'staging.product_usage_history'::regclass,
                        'data_mart.client_segments'::regclass)
                    and not exists (
                        select 1 from pg_attribute as a
                        where a.attrelid = i.indrelid and a.attname = 'client_id' and a.attnum = any(i.indkey))
                """);
        assertThat(without).isEqualTo("indrelid,indexrelid\n");
    }
}
