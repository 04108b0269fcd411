package segmentmart.powerbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.TestHome;
import segmentmart.database.Roles;
import segmentmart.database.Server;

/** The mart as bi_reader sees it: what Power BI asks of the catalogue, and what the visuals of the report show. */
class PowerBiIT {
    private static final String PASSWORD = "read it";
    /** Страхование жизни and Вклад 6 месяцев tie within {@code 1 продукт}; client 99 is unknown. */
    private static final String USES = """
            client_id,product_name,usage_date
            1,Кредитная карта,2025-05-01
            2,Кредитная карта,2025-05-02
            3,Страхование жизни,2025-05-03
            4,Вклад 6 месяцев,2025-04-04
            5,Вклад 6 месяцев,2025-05-05
            5,Дебетовая карта,2025-05-05
            5,Дебетовая карта,2025-05-05
            99,Вклад 6 месяцев,2025-05-06
            x,set aside,2025-05-06
            """;

    private static final String CLIENTS = """
            client_id,client_name,client_revenue
            1,Анна Петрова,100000
            2,Борис Ёлкин,50000
            3,Роберт Павлович Зорин,121000
            4,Глеб Орлов,
            5,Дарья Ким,80000
            6,Егор Сорокин,90000
            """;

    @TempDir
    static Path root;

    @BeforeAll
    static void fillTheMart() throws SQLException, IOException {
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of())) {
            home.drop("clients.csv", CLIENTS.getBytes(StandardCharsets.UTF_8));
            home.drop("product_usage.csv", USES.getBytes(StandardCharsets.UTF_8));
            home.daemon().refresh(false);
        }
        new Roles(TestDatabase.get()).letReaderLogIn(PASSWORD);
    }

    @AfterAll
    static void lockOut() {
        TestDatabase.execute("alter role bi_reader nologin password null");
    }

    private static Connection connect() throws SQLException {
        Server server = TestDatabase.get().server();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.name(),
                Roles.READER,
                PASSWORD);
    }

    /** The rows of a query as bi_reader gets them, columns parted by {@code |}. */
    private static List<String> ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }

    /** Type of each column, by relation, as information_schema shows them to bi_reader. */
    private static Map<String, Map<String, String>> relations() throws SQLException {
        Map<String, Map<String, String>> relations = new HashMap<>();
        for (String row : ask("""
                select table_schema || '.' || table_name, column_name, data_type
                from information_schema.columns
                where table_schema not in ('pg_catalog', 'information_schema')
                order by ordinal_position""")) {
            String[] cells = row.split("\\|", -1);
            relations.computeIfAbsent(cells[0], name -> new LinkedHashMap<>()).put(cells[1], cells[2]);
        }
        return relations;
    }

    @Test
    void databaseHasWhatTheModelReads() throws Exception {
        PowerBiModel model = new PowerBiModel(PowerBiProject.SHIPPED);
        assertThat(model.tables).isNotEmpty();
        assertThat(model.problemsIn(relations())).isEmpty();
    }

    @Test
    void whatTheDatabaseLacksIsToldWithFileAndField() throws Exception {
        PowerBiModel model = new PowerBiModel(PowerBiProject.SHIPPED);
        Map<String, Map<String, String>> relations = relations();
        relations.put("data_mart.segment_monthly", relations.remove("data_mart.segment_months"));
        relations.get("data_mart.client_segments").remove("client_revenue");
        relations.get("staging.product_usage").put("usage_date", "text");
        assertThat(model.problemsIn(relations))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem)
                                .contains("tables/segment_months.tmdl:", "table segment_months: reads")
                                .endsWith("data_mart.segment_months, which the database lacks"),
                        problem -> assertThat(problem)
                                .contains("tables/client_segments.tmdl:", "column Доход: is from")
                                .endsWith("data_mart.client_segments.client_revenue, which the database lacks"),
                        problem -> assertThat(problem)
                                .contains("tables/product_usage.tmdl:", "column Дата: is dateTime")
                                .endsWith("staging.product_usage.usage_date is text"));
    }

    @Test
    void navigatorShowsTheMartAndTheUsesAlone() throws Exception {
        List<String> shown = ask("""
                select table_schema, table_name, table_type
                from information_schema.tables
                where table_schema not in ('information_schema', 'pg_catalog')
                order by 1, 2""");
        assertThat(shown)
                .contains(
                        "data_mart|client_segments|BASE TABLE",
                        "data_mart|client_offers|VIEW",
                        "staging|product_usage|BASE TABLE")
                .allMatch(row -> row.startsWith("data_mart|") || row.equals("staging|product_usage|BASE TABLE"));
        List<String> ofTheMart =
                TestDatabase.jdbc().sql("""
                        select 'data_mart|' || c.relname || '|' || case c.relkind when 'v' then 'VIEW' else 'BASE TABLE' end
                        from pg_class as c
                        where c.relnamespace = 'data_mart'::regnamespace and c.relkind in ('r', 'v')""").query(String.class).list();
        assertThat(shown).containsAll(ofTheMart).hasSize(ofTheMart.size() + 1);
    }

    @Test
    void keysAreSeen() throws Exception {
        String keys = """
                select
                    i.table_schema || '.' || i.table_name,
                    string_agg(k.column_name, ',' order by k.ordinal_position)
                from information_schema.table_constraints as i
                inner join information_schema.key_column_usage as k
                    on i.constraint_schema = k.constraint_schema
                    and i.constraint_name = k.constraint_name
                    and i.table_schema = k.table_schema
                    and i.table_name = k.table_name
                where i.constraint_type = '%s'
                group by i.constraint_name, 1
                order by 1""";
        assertThat(ask(keys.formatted("PRIMARY KEY")))
                .contains(
                        "data_mart.client_segments|client_id",
                        "data_mart.product_usage_frequency|product_name",
                        "data_mart.segment_months|month,client_segment",
                        "staging.product_usage|client_id,usage_id");
        // There is none, so that relationships are those of the model.
        assertThat(ask(keys.formatted("FOREIGN KEY"))).isEmpty();
    }

    @Test
    void nothingIsWrittenAndNothingElseRead() throws Exception {
        List<String> hidden = TestDatabase.jdbc().sql("""
                        select format('%I.%I', schemaname, relname)
                        from (
                            select schemaname, tablename as relname from pg_tables
                            union all
                            select schemaname, viewname from pg_views
                        ) as r
                        where
                            schemaname in ('staging', 'tally', 'touched', 'sample')
                            and (schemaname, relname) <> ('staging', 'product_usage')""").query(String.class).list();
        assertThat(hidden).contains("staging.clients", "staging.rejected_record", "tally.client");
        List<String> forbidden = new ArrayList<>(
                hidden.stream().map(relation -> "select from " + relation).toList());
        forbidden.addAll(List.of(
                "insert into data_mart.client_segments select * from data_mart.client_segments",
                "update data_mart.client_segments set client_name = ''",
                "delete from staging.product_usage",
                "truncate data_mart.segment_months",
                "create table data_mart.mine ()",
                "drop view data_mart.client_offers"));
        for (String statement : forbidden) {
            assertThatThrownBy(() -> {
                        try (Connection connection = connect();
                                Statement asked = connection.createStatement()) {
                            asked.execute("set session characteristics as transaction read write");
                            asked.execute(statement);
                        }
                    })
                    .as(statement)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    /** What a visual asks for, in SQL as DirectQuery would put it, and what it shows then. */
    private record Shown(String sql, List<String> rows) {
        Shown(String sql, String... rows) {
            this(sql, List.of(rows));
        }
    }

    private static Map<String, Shown> visuals() {
        Map<String, Shown> visuals = new HashMap<>();
        visuals.put("segments/card-freshness", new Shown("""
                select
                    as_of_date as "Данные на",
                    last_refresh_at is not null as "Витрина обновлена",
                    open_rejects as "Отложенных записей"
                from data_mart.data_quality""", "2025-05-06|t|1"));
        visuals.put("segments/slicer-segment", new Shown("""
                select distinct client_segment as "Сегмент" from data_mart.client_segments order by 1
                """, "1 продукт", "2 продукта"));
        visuals.put("segments/pie-segments", new Shown("""
                select client_segment as "Сегмент", count(client_id) as "Клиентов"
                from data_mart.client_segments
                group by 1
                order by 1""", "1 продукт|4", "2 продукта|1"));
        visuals.put(
                "segments/bar-products",
                new Shown(
                        """
                select
                    u.product_name as "Продукт",
                    count(u.usage_id) as "Использований",
                    o.total as "Общее количество",
                    count(u.usage_id) * 1000000000 + o.total as "Порядок продукта"
                from staging.product_usage as u
                left join data_mart.client_segments as c on u.client_id = c.client_id
                inner join (
                    select product_name, count(*) as total from staging.product_usage group by 1
                ) as o on u.product_name = o.product_name
                where c.client_segment in ('1 продукт')
                group by u.product_name, o.total
                order by 4 desc, 1""",
                        "Кредитная карта|2|2|2000000002",
                        "Вклад 6 месяцев|1|3|1000000003",
                        "Страхование жизни|1|1|1000000001"));
        visuals.put(
                "segments/column-months",
                new Shown("""
                select month as "Месяц", client_segment as "Сегмент", sum(clients_ever) as "Клиентов к концу месяца"
                from data_mart.segment_months
                group by 1, 2
                having sum(clients_ever) > 0
                order by 1, 2""", "2025-04-01|1 продукт|1", "2025-05-01|1 продукт|4", "2025-05-01|2 продукта|1"));
        visuals.put(
                "segments/table-frequency",
                new Shown(
                        """
                select
                    product_name as "Продукт",
                    uses as "Частота",
                    clients as "Клиентов с продуктом",
                    share as "Доля использований"
                from data_mart.product_usage_frequency
                order by 2 desc, 1""",
                        "Вклад 6 месяцев|3|3|0.375",
                        "Дебетовая карта|2|1|0.25",
                        "Кредитная карта|2|2|0.25",
                        "Страхование жизни|1|1|0.125"));
        visuals.put("client/slicer-segment", visuals.get("segments/slicer-segment"));
        visuals.put("client/slicer-client", new Shown("""
                select client_name as "Клиент" from data_mart.client_segments where client_name ilike '%зорин%'
                """, "Роберт Павлович Зорин"));
        visuals.put(
                "client/card-client",
                new Shown(
                        """
                select
                    c.client_name as "Выбранный клиент",
                    c.client_revenue as "Доход клиента",
                    c.client_segment as "Сегмент клиента",
                    (array_agg(u.product_name order by u.usage_date desc, u.usage_id desc))[1] as "Последний продукт",
                    c.last_product_usage_date as "Дата последнего использования",
                    count(u.usage_id) as "Использований клиента",
                    o.offer as "Что предложить"
                from data_mart.client_segments as c
                inner join staging.product_usage as u on c.client_id = u.client_id
                inner join data_mart.client_offers as o on c.client_id = o.client_id
                where c.client_name = 'Роберт Павлович Зорин'
                group by c.client_id, o.offer""", "Роберт Павлович Зорин|121000|1 продукт|Страхование жизни|2025-05-03|1|Кредитная карта"));
        visuals.put(
                "client/table-uses", new Shown("""
                select u.usage_date as "Дата", u.product_name as "Продукт", count(u.usage_id) as "Использований"
                from staging.product_usage as u
                left join data_mart.client_segments as c on u.client_id = c.client_id
                where c.client_name = 'Дарья Ким'
                group by 1, 2
                order by 1 desc, 2""", "2025-05-05|Вклад 6 месяцев|1", "2025-05-05|Дебетовая карта|2"));
        visuals.put(
                "client/table-clients",
                new Shown(
                        """
                select
                    c.client_id as "Код клиента",
                    c.client_name as "Клиент",
                    c.client_segment as "Сегмент",
                    c.client_revenue as "Доход",
                    c.usage_count as "Продуктов",
                    c.last_product_usage_date as "Последнее использование",
                    o.offer as "Предложение"
                from data_mart.client_segments as c
                left join data_mart.client_offers as o on c.client_id = o.client_id
                order by 2""",
                        "1|Анна Петрова|1 продукт|100000|1|2025-05-01|Вклад 6 месяцев",
                        "2|Борис Ёлкин|1 продукт|50000|1|2025-05-02|Вклад 6 месяцев",
                        "4|Глеб Орлов|1 продукт|null|1|2025-04-04|Кредитная карта",
                        "5|Дарья Ким|2 продукта|80000|2|2025-05-05|null",
                        "3|Роберт Павлович Зорин|1 продукт|121000|1|2025-05-03|Кредитная карта"));
        return visuals;
    }

    @Test
    void visualsShowWhatTheDropsSay() throws Exception {
        Map<String, Shown> visuals = visuals();
        Map<String, List<String>> fields = fieldsOfVisuals();
        assertThat(visuals.keySet()).isEqualTo(fields.keySet());
        for (Map.Entry<String, Shown> visual : visuals.entrySet()) {
            String sql = visual.getValue().sql();
            assertThat(columns(sql)).as(visual.getKey()).isEqualTo(fields.get(visual.getKey()));
            assertThat(ask(sql)).as(visual.getKey()).isEqualTo(visual.getValue().rows());
        }
    }

    private static List<String> columns(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                columns.add(result.getMetaData().getColumnLabel(i));
            }
            return columns;
        }
    }

    /** The fields of each visual that shows data, by {@code page/visual}. */
    private static Map<String, List<String>> fieldsOfVisuals() throws IOException {
        Path pages = PowerBiProject.SHIPPED.resolve("SegmentMart.Report/definition/pages");
        Map<String, List<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(pages)) {
            for (Path file : files.filter(path -> path.endsWith("visual.json")).toList()) {
                JsonNode query = new ObjectMapper()
                        .readTree(file.toFile())
                        .path("visual")
                        .path("query");
                List<String> fields = new ArrayList<>();
                query.path("queryState")
                        .forEach(role -> role.path("projections")
                                .forEach(projection -> fields.add(
                                        projection.path("nativeQueryRef").asText())));
                if (!fields.isEmpty()) {
                    found.put(
                            pages.relativize(file).getName(0) + "/"
                                    + file.getParent().getFileName(),
                            fields);
                }
            }
        }
        return found;
    }

    @Test
    void documentsAskWhatTheReaderMayAsk() throws Exception {
        List<String> queries = Pattern.compile("```sql\n(.*?);?\n```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs", "bi-clients.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(queries).hasSizeGreaterThan(3);
        for (String query : queries) {
            assertThat(ask(query)).as(query).isNotEmpty();
        }
    }

    @Test
    void documentNamesEachTableAndMeasure() throws Exception {
        String document = Files.readString(Path.of("docs", "power-bi.md"));
        new PowerBiModel(PowerBiProject.SHIPPED).tables.forEach((name, table) -> {
            assertThat(document).contains("`" + name + "`");
            table.all("measure").forEach(measure -> assertThat(document).contains("*" + measure.name + "*"));
        });
    }

    /** Clients that go by ODBC, such as Excel; skipped where unixODBC or its driver is not installed. */
    @Test
    void odbcReadsCyrillic() throws Exception {
        assumeThat(installed("isql") && Files.isReadable(Path.of("/etc/odbcinst.ini")))
                .as("unixodbc is installed")
                .isTrue();
        assumeThat(Files.readString(Path.of("/etc/odbcinst.ini")))
                .as("drivers of ODBC")
                .contains("[PostgreSQL Unicode]");
        Server server = TestDatabase.get().server();
        Path source = Files.writeString(root.resolve("odbc.ini"), """
                [mart]
                Driver=PostgreSQL Unicode
                Servername=%s
                Port=%d
                Database=%s
                Username=%s
                Password=%s
                """.formatted(
                        server.host(), server.port(), server.name(), Roles.READER, PASSWORD));
        ProcessBuilder isql = new ProcessBuilder("isql", "mart", "-b", "-d|", "-v");
        isql.environment().put("ODBCINI", source.toString());
        isql.environment().put("LC_ALL", "C.UTF-8");
        Process process = isql.redirectErrorStream(true).start();
        process.getOutputStream()
                .write(
                        "select client_name, client_segment, client_revenue from data_mart.client_segments order by client_id\n"
                                .getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().map(String::strip))
                .contains("Анна Петрова|1 продукт|100000", "Борис Ёлкин|1 продукт|50000", "Дарья Ким|2 продукта|80000");
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
