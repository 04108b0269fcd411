package segmentmart.powerbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Power BI project holds together: report, model, Microsoft's schemas. */
class PowerBiProjectTest {
    private static final Path SCHEMAS = Path.of("..", "shared", "data", "pbir-schemas");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path copy;

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(PowerBiProject.SHIPPED)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".pbi/"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Stream<Path> filesThatNameTheirSchema() throws IOException {
        return files().filter(file -> file.toString().matches(".*\\.(json|pbip|pbir|pbism|platform)"));
    }

    @Test
    void modelAndReportHoldTogether() throws IOException {
        assertThat(PowerBiProject.problems(PowerBiProject.SHIPPED)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void textIsPlain(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text.getBytes(StandardCharsets.UTF_8))
                .as("%s is UTF-8", file)
                .isEqualTo(bytes);
        assertThat(text).as("%s", file).doesNotContain("\uFEFF", "\r").endsWith("\n");
    }

    @ParameterizedTest
    @MethodSource("filesThatNameTheirSchema")
    void fileIsAsItsSchemaSays(Path file) throws IOException {
        assumeThat(SCHEMAS).exists();
        JsonNode content = JSON.readTree(file.toFile());
        assertThat(violations(content)).as("%s", file).isEmpty();
    }

    @Test
    void schemasFindWhatIsWrong() throws IOException {
        assumeThat(SCHEMAS).exists();
        String file = "SegmentMart.Report/definition/pages/segments/visuals/pie-segments/visual.json";
        String good = Files.readString(PowerBiProject.SHIPPED.resolve(file));
        for (String[] edit : new String[][] {
            {"\"queryState\"", "\"querystate\""},
            {"\"SourceRef\"", "\"SourceReference\""},
            {"\"Ascending\"", "\"Up\""},
            {"\"height\": 300,", ""}
        }) {
            assertThat(good).contains(edit[0]);
            assertThat(violations(JSON.readTree(good.replace(edit[0], edit[1]))))
                    .as("%s for %s", edit[1], edit[0])
                    .isNotEmpty();
        }
    }

    private static List<Error> violations(JsonNode content) {
        SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_7, builder -> builder.schemas(PowerBiProjectTest::schema));
        return schemas.getSchema(SchemaLocation.of(content.path("$schema").asText()))
                .validate(content);
    }

    /** A schema by the address it was published at, from the folder that has it. */
    private static String schema(String address) {
        Path file = SCHEMAS.resolve(address.replace("https://developer.microsoft.com/json-schemas/", ""));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Edit> edits() {
        String model = "SegmentMart.SemanticModel/definition/";
        String pages = "SegmentMart.Report/definition/pages/";
        return Stream.of(
                new Edit(
                        pages + "segments/visuals/bar-products/visual.json",
                        "\"Property\": \"Продукт\"",
                        "\"Property\": \"product\"",
                        "shows the column product_usage[product], which the model lacks"),
                new Edit(
                        pages + "segments/visuals/bar-products/visual.json",
                        "\"Property\": \"Порядок продукта\"",
                        "\"Property\": \"Порядок\"",
                        "shows the measure product_usage[Порядок], which the model lacks"),
                new Edit(
                        pages + "segments/visuals/slicer-segment/visual.json",
                        "\"Entity\": \"client_segments\",",
                        "\"Entity\": \"segments\",",
                        "shows the column segments[Сегмент], which the model lacks"),
                new Edit(
                        pages + "client/visuals/table-uses/visual.json",
                        "\"queryRef\": \"product_usage.Дата\"",
                        "\"queryRef\": \"product_usage.date\"",
                        "refers to product_usage[Дата] as product_usage.date"),
                new Edit(
                        pages + "segments/page.json",
                        "\"target\": \"pie-segments\"",
                        "\"target\": \"pie\"",
                        "an interaction names pie, which the page lacks"),
                new Edit(
                        pages + "client/visuals/card-client/visual.json",
                        "\"name\": \"card-client\"",
                        "\"name\": \"card client\"",
                        "is named card client (expected card-client"),
                new Edit(
                        pages + "client/visuals/card-client/visual.json",
                        "\"height\": 150",
                        "\"height\": 200",
                        "table-clients/visual.json: lies over card-client"),
                new Edit(
                        pages + "pages.json",
                        "\"client\"",
                        "\"clients\"",
                        "orders [clients, segments] and opens segments, there are [client, segments]"),
                new Edit(
                        "SegmentMart.Report/definition.pbir",
                        "../SegmentMart.SemanticModel",
                        "../Model",
                        "leads to ../Model, where no model is"),
                new Edit(
                        model + "tables/client_segments.tmdl",
                        "\t\tdataType: string",
                        "        dataType: string",
                        ": indented with spaces (expected tabs): dataType: string"),
                new Edit(
                        model + "tables/client_segments.tmdl",
                        "\t\tsummarizeBy: none",
                        "\t\tsummariseBy: none",
                        "summariseBy is not known in column"),
                new Edit(
                        model + "tables/client_segments.tmdl",
                        "\t\tisKey",
                        "\t\t\tisKey",
                        "isKey is not known in dataType"),
                new Edit(
                        model + "tables/product_usage.tmdl",
                        "COUNT ( product_usage[usage_id] )",
                        "COUNT ( product_usage[id] )",
                        "measure Использований: its formula names the column product_usage[id], which the model lacks"),
                new Edit(
                        model + "tables/product_usage.tmdl",
                        "CALCULATE ( [Использований],",
                        "CALCULATE ( [Использования],",
                        "measure Общее количество: its formula names the measure [Использования], which the model lacks"),
                new Edit(
                        model + "tables/product_usage.tmdl",
                        "Item = \"product_usage\"",
                        "Item = \"usage\"",
                        "table product_usage: reads another relation than that of its name"),
                new Edit(
                        model + "tables/product_usage.tmdl",
                        "PostgreSQL.Database(Server, Database,",
                        "PostgreSQL.Database(\"localhost\", Database,",
                        "does not connect by the parameters Server and Database"),
                new Edit(
                        model + "tables/client_offers.tmdl",
                        "\t\t\t\t\t\t\"offer\",\n",
                        "",
                        "table client_offers: Power Query selects client_id,offer_rank, its columns are from"),
                new Edit(
                        model + "tables/segment_summary.tmdl",
                        "sortByColumn: segment_no",
                        "sortByColumn: number",
                        "column Сегмент: is sorted by number, which its table lacks"),
                new Edit(
                        model + "tables/hypotheses.tmdl",
                        "dataType: int64",
                        "dataType: integer",
                        "column Гипотеза: has the type integer (expected one of"),
                new Edit(
                        model + "tables/hypotheses.tmdl",
                        "\t/// Что измерено\n",
                        "",
                        "column Показатель: has no description"),
                new Edit(
                        model + "tables/hypotheses.tmdl",
                        "column Вывод",
                        "column Ответ",
                        "column Ответ: stands twice in its table"),
                new Edit(
                        model + "tables/revenue_bands.tmdl",
                        "column 'Доход от'",
                        "column revenue_from",
                        "column revenue_from: is shown under no Russian name"),
                new Edit(
                        model + "relationships.tmdl",
                        "toColumn: client_segments.'Код клиента'",
                        "toColumn: client_segments.client_id",
                        "toColumn is client_segments.client_id, which the model lacks"),
                new Edit(model + "model.tmdl", "ref table hypotheses\n", "", "model.tmdl: refers to the tables"),
                new Edit(
                        model + "expressions.tmdl",
                        "expression Server =",
                        "expression hypotheses =",
                        "hypotheses is no parameter, or has the name of a table"),
                new Edit(model + "database.tmdl", "database", "\uFEFFdatabase", "starts with a byte order mark"));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void mistakeIsToldWithFileAndField(Edit edit) throws IOException {
        copyTo(copy);
        edit.in(copy);
        assertThat(PowerBiProject.problems(copy))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("SegmentMart.").contains(edit.told));
    }

    /** A copy of the project. */
    static void copyTo(Path target) throws IOException {
        for (Path file : files().toList()) {
            Path to = target.resolve(PowerBiProject.SHIPPED.relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        }
    }

    /**
     * A mistake in one file.
     *
     * @param told what is said of it
     */
    record Edit(String file, String was, String is, String told) {
        void in(Path project) throws IOException {
            String text = Files.readString(project.resolve(file));
            assertThat(text).contains(was);
            Files.writeString(
                    project.resolve(file), text.replaceFirst(Pattern.quote(was), Matcher.quoteReplacement(is)));
        }

        @Override
        public String toString() {
            return file + ": " + told;
        }
    }
}
