package segmentmart.powerbi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The report as its JSON files say it, checked in itself and against the model. */
final class PowerBiReport {
    private static final String FOLDER = "SegmentMart.Report/";
    private static final String PAGES = FOLDER + "definition/pages/";
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> problems = new ArrayList<>();

    private final Path project;
    private final PowerBiModel model;

    PowerBiReport(Path project, PowerBiModel model) throws IOException {
        this.project = project;
        this.model = model;
        checkPaths();
        JsonNode order = read(PAGES + "pages.json");
        List<String> pages = names(project.resolve(PAGES));
        Set<String> ordered = strings(order.path("pageOrder"));
        if (!ordered.equals(Set.copyOf(pages))
                || !pages.contains(order.path("activePageName").asText())) {
            problems.add(PAGES + "pages.json: orders " + new TreeSet<>(ordered) + " and opens "
                    + order.path("activePageName").asText() + ", there are " + new TreeSet<>(pages));
        }
        for (String page : pages) {
            checkPage(page);
        }
    }

    private JsonNode read(String file) throws IOException {
        return JSON.readTree(project.resolve(file).toFile());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    /** The project leads to the report, and that to the model. */
    private void checkPaths() throws IOException {
        JsonNode artifacts = read("SegmentMart.pbip").path("artifacts");
        String report = artifacts.path(0).path("report").path("path").asText();
        if (!Files.exists(project.resolve(report).resolve("definition.pbir"))) {
            problems.add("SegmentMart.pbip: leads to " + report + ", where no report is");
        }
        String path = read(FOLDER + "definition.pbir")
                .path("datasetReference")
                .path("byPath")
                .path("path")
                .asText();
        if (!Files.exists(project.resolve(FOLDER).resolve(path).resolve("definition.pbism"))) {
            problems.add(FOLDER + "definition.pbir: leads to " + path + ", where no model is");
        }
    }

    private void checkPage(String page) throws IOException {
        String file = PAGES + page + "/page.json";
        JsonNode json = read(file);
        checkName(file, json, page);
        List<String> visuals = names(project.resolve(PAGES + page + "/visuals"));
        for (JsonNode interaction : json.path("visualInteractions")) {
            for (String end : List.of("source", "target")) {
                if (!visuals.contains(interaction.path(end).asText())) {
                    problems.add(file + ": an interaction names "
                            + interaction.path(end).asText() + ", which the page lacks");
                }
            }
        }
        List<Map.Entry<String, JsonNode>> placed = new ArrayList<>();
        for (String visual : visuals) {
            String visualFile = PAGES + page + "/visuals/" + visual + "/visual.json";
            JsonNode content = read(visualFile);
            checkName(visualFile, content, visual);
            checkFields(visualFile, content, new HashMap<>());
            checkSort(visualFile, content.path("visual").path("query"));
            JsonNode position = content.path("position");
            if (right(position) > json.path("width").asInt()
                    || bottom(position) > json.path("height").asInt()) {
                problems.add(visualFile + ": reaches beyond the page");
            }
            for (Map.Entry<String, JsonNode> other : placed) {
                if (overlap(position, other.getValue())) {
                    problems.add(visualFile + ": lies over " + other.getKey());
                }
            }
            placed.add(Map.entry(visual, position));
        }
    }

    private static int right(JsonNode position) {
        return position.path("x").asInt() + position.path("width").asInt();
    }

    private static int bottom(JsonNode position) {
        return position.path("y").asInt() + position.path("height").asInt();
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return one.path("x").asInt() < right(other)
                && other.path("x").asInt() < right(one)
                && one.path("y").asInt() < bottom(other)
                && other.path("y").asInt() < bottom(one);
    }

    private void checkName(String file, JsonNode json, String folder) {
        String name = json.path("name").asText();
        if (!name.equals(folder) || !name.matches("[\\w-]+")) {
            problems.add(file + ": is named " + name + " (expected " + folder
                    + ", as its folder, of letters, digits, _ and -)");
        }
    }

    /**
     * Every field that is named anywhere is one of the model.
     *
     * @param sources tables by the alias that a query gives them
     */
    private void checkFields(String file, JsonNode json, Map<String, String> sources) {
        for (JsonNode from : json.path("From")) {
            sources.put(from.path("Name").asText(), from.path("Entity").asText());
        }
        for (String kind : List.of("Column", "Measure")) {
            if (json.has(kind)) {
                JsonNode source = json.path(kind).path("Expression").path("SourceRef");
                String table = source.has("Entity")
                        ? source.path("Entity").asText()
                        : sources.getOrDefault(source.path("Source").asText(), "");
                checkField(file, kind, table, json.path(kind).path("Property").asText());
            }
        }
        if (json.has("queryRef")) {
            checkReference(file, json);
        }
        json.forEach(child -> checkFields(file, child, sources));
    }

    private void checkField(String file, String kind, String table, String name) {
        boolean known = kind.equals("Column") ? model.hasColumn(table, name) : model.hasMeasure(table, name);
        if (!known) {
            problems.add(file + ": shows the " + kind.toLowerCase(Locale.ROOT) + " " + table + "[" + name
                    + "], which the model lacks");
        }
    }

    /** A projection is referred to by the names of its field. */
    private void checkReference(String file, JsonNode projection) {
        JsonNode field = projection.path("field").elements().next();
        String table = field.path("Expression").path("SourceRef").path("Entity").asText();
        String name = field.path("Property").asText();
        if (!projection.path("queryRef").asText().equals(table + "." + name)
                || !projection.path("nativeQueryRef").asText().equals(name)) {
            problems.add(file + ": refers to " + table + "[" + name + "] as "
                    + projection.path("queryRef").asText());
        }
    }

    /** A visual can be sorted only by what it asks for. */
    private void checkSort(String file, JsonNode query) {
        List<JsonNode> asked = new ArrayList<>();
        query.path("queryState")
                .forEach(role -> role.path("projections").forEach(projection -> asked.add(projection.path("field"))));
        for (JsonNode sort : query.path("sortDefinition").path("sort")) {
            if (!asked.contains(sort.path("field"))) {
                problems.add(file + ": is sorted by "
                        + sort.path("field").findPath("Property").asText() + ", which it does not ask for");
            }
        }
    }
}
