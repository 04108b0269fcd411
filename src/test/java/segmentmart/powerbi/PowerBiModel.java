package segmentmart.powerbi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The semantic model as its TMDL files say it, checked in itself and against a database. */
final class PowerBiModel {
    private static final String FOLDER = "SegmentMart.SemanticModel/definition/";
    private static final Pattern DAX_COLUMN = Pattern.compile("(?<table>\\w+)\\s?\\[(?<column>[^\\]]+)\\]");
    private static final Pattern DAX_MEASURE = Pattern.compile("(?<![\\w'])\\[(?<measure>[^\\]]+)\\]");
    private static final Pattern SOURCE = Pattern.compile("\\[Schema = \"(\\w+)\", Item = \"(\\w+)\"\\]\\}\\[Data\\]");
    private static final Pattern SELECTED = Pattern.compile("Table\\.SelectColumns\\(Relation, \\{([^}]*)\\}\\)");

    /** PostgreSQL's types, by what they are in the model. */
    private static final Map<String, Set<String>> TYPES = Map.of(
            "int64", Set.of("smallint", "integer", "bigint"),
            "string", Set.of("character varying", "text"),
            "double", Set.of("double precision"),
            "boolean", Set.of("boolean"),
            "dateTime", Set.of("date", "timestamp with time zone"));

    final List<String> problems = new ArrayList<>();
    /** Tables by name, in the order of their files. */
    final Map<String, Tmdl.Node> tables = new LinkedHashMap<>();

    private final Path project;

    PowerBiModel(Path project) throws IOException {
        this.project = project;
        try (Stream<Path> files = Files.list(project.resolve(FOLDER + "tables"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                for (Tmdl.Node node : read("tables/" + name)) {
                    tables.put(node.name, node);
                    if (!name.equals(node.name + ".tmdl")) {
                        problems.add(shown("tables/" + name) + ": holds " + node.kind + " " + node.name
                                + " (expected the table of the file's name)");
                    }
                }
            }
        }
        tables.forEach(this::checkTable);
        checkModel();
    }

    private List<Tmdl.Node> read(String file) throws IOException {
        return Tmdl.read(project.resolve(FOLDER + file), shown(file), problems);
    }

    private static String shown(String file) {
        return FOLDER + file;
    }

    private static String at(String table, Tmdl.Node node) {
        return shown("tables/" + table + ".tmdl") + ":" + node.line + ": " + node.kind + " " + node.name;
    }

    boolean hasColumn(String table, String column) {
        return tables.containsKey(table)
                && tables.get(table).all("column").stream().anyMatch(node -> node.name.equals(column));
    }

    boolean hasMeasure(String table, String measure) {
        return tables.containsKey(table)
                && tables.get(table).all("measure").stream().anyMatch(node -> node.name.equals(measure));
    }

    private void checkTable(String table, Tmdl.Node node) {
        Set<String> names = new HashSet<>();
        for (Tmdl.Node field : node.children) {
            boolean shows = field.kind.equals("column") || field.kind.equals("measure");
            if (shows && !names.add(field.name)) {
                problems.add(at(table, field) + ": stands twice in its table");
            }
            if (shows && field.description.isEmpty()) {
                problems.add(at(table, field) + ": has no description (a line of /// above it)");
            }
            if (shows && !field.has("isHidden") && !field.name.matches(".*[А-Яа-я].*")) {
                problems.add(at(table, field) + ": is shown under no Russian name");
            }
            if (field.kind.equals("measure")) {
                checkDax(table, field);
            }
        }
        if (node.description.isEmpty()) {
            problems.add(at(table, node) + ": has no description (a line of /// above it)");
        }
        for (Tmdl.Node column : node.all("column")) {
            if (!TYPES.containsKey(column.property("dataType"))) {
                problems.add(at(table, column) + ": has the type " + column.property("dataType") + " (expected one of "
                        + new TreeSet<>(TYPES.keySet()) + ")");
            }
            String sort = Tmdl.unquoted(column.property("sortByColumn"));
            if (!sort.isEmpty() && !hasColumn(table, sort)) {
                problems.add(at(table, column) + ": is sorted by " + sort + ", which its table lacks");
            }
        }
        checkPartition(table, node);
    }

    /** What Power Query asks for is what the columns say, by the parameters. */
    private void checkPartition(String table, Tmdl.Node node) {
        String source = node.one("partition")
                .map(partition -> partition.property("source"))
                .orElse("");
        if (!source.contains("PostgreSQL.Database(Server, Database, [CreateNavigationProperties = false])")) {
            problems.add(at(table, node) + ": does not connect by the parameters Server and Database, without"
                    + " navigation properties");
        }
        Matcher relation = SOURCE.matcher(source);
        if (!relation.find()
                || !relation.group(2).equals(table)
                || !Set.of("data_mart", "staging").contains(relation.group(1))) {
            problems.add(at(table, node) + ": reads another relation than that of its name");
        }
        Matcher selected = SELECTED.matcher(source);
        String asked = selected.find() ? selected.group(1).replaceAll("[\\s\"]", "") : "";
        String columns = node.all("column").stream()
                .map(column -> column.property("sourceColumn"))
                .collect(Collectors.joining(","));
        if (!asked.equals(columns)) {
            problems.add(at(table, node) + ": Power Query selects " + asked + ", its columns are from " + columns);
        }
    }

    private void checkDax(String table, Tmdl.Node measure) {
        Matcher column = DAX_COLUMN.matcher(measure.value);
        while (column.find()) {
            if (!hasColumn(column.group("table"), column.group("column"))) {
                problems.add(at(table, measure) + ": its formula names the column " + column.group()
                        + ", which the model lacks");
            }
        }
        Matcher other = DAX_MEASURE.matcher(measure.value);
        while (other.find()) {
            if (tables.keySet().stream().noneMatch(name -> hasMeasure(name, other.group("measure")))) {
                problems.add(at(table, measure) + ": its formula names the measure " + other.group()
                        + ", which the model lacks");
            }
        }
        long same = tables.values().stream()
                .flatMap(node -> node.all("measure").stream())
                .filter(node -> node.name.equals(measure.name))
                .count();
        if (same > 1) {
            problems.add(at(table, measure) + ": another table has a measure of that name");
        }
        if (measure.value.isBlank()) {
            problems.add(at(table, measure) + ": has no formula");
        }
    }

    private void checkModel() throws IOException {
        read("database.tmdl");
        List<String> parameters = new ArrayList<>();
        for (Tmdl.Node expression : read("expressions.tmdl")) {
            parameters.add(expression.name);
            if (tables.containsKey(expression.name) || !expression.value.contains("IsParameterQuery=true")) {
                problems.add(shown("expressions.tmdl") + ":" + expression.line + ": " + expression.name
                        + " is no parameter, or has the name of a table");
            }
        }
        List<Tmdl.Node> model = read("model.tmdl");
        Set<String> referred = model.stream()
                .filter(node -> node.kind.equals("ref"))
                .map(node -> node.name.replaceFirst("^table ", ""))
                .collect(Collectors.toSet());
        if (!referred.equals(tables.keySet())) {
            problems.add(shown("model.tmdl") + ": refers to the tables " + new TreeSet<>(referred) + ", there are "
                    + new TreeSet<>(tables.keySet()));
        }
        Set<String> queries = new HashSet<>(parameters);
        queries.addAll(tables.keySet());
        Set<String> ordered = model.stream()
                .filter(node -> node.name.equals("PBI_QueryOrder"))
                .flatMap(node ->
                        Pattern.compile("\"(\\w+)\"").matcher(node.value).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        if (!ordered.equals(queries)) {
            problems.add(shown("model.tmdl") + ": PBI_QueryOrder names " + new TreeSet<>(ordered) + ", there are "
                    + new TreeSet<>(queries));
        }
        for (Tmdl.Node relationship : read("relationships.tmdl")) {
            for (String end : List.of("fromColumn", "toColumn")) {
                String[] named = relationship.property(end).split("\\.", 2);
                if (named.length < 2 || !hasColumn(named[0], Tmdl.unquoted(named[1]))) {
                    problems.add(shown("relationships.tmdl") + ":" + relationship.line + ": " + end + " is "
                            + relationship.property(end) + ", which the model lacks");
                }
            }
        }
    }

    /**
     * What the model has and a database lacks, a sentence each.
     *
     * @param relations type of each column by its name, by {@code schema.relation}, as a role sees them
     */
    List<String> problemsIn(Map<String, Map<String, String>> relations) {
        List<String> found = new ArrayList<>();
        tables.forEach((table, node) -> {
            String relation = relationOf(table);
            Map<String, String> columns = relations.get(relation);
            if (columns == null) {
                found.add(at(table, node) + ": reads " + relation + ", which the database lacks");
                return;
            }
            for (Tmdl.Node column : node.all("column")) {
                String source = column.property("sourceColumn");
                String type = columns.get(source);
                if (type == null) {
                    found.add(
                            at(table, column) + ": is from " + relation + "." + source + ", which the database lacks");
                } else if (!TYPES.getOrDefault(column.property("dataType"), Set.of())
                        .contains(type)) {
                    found.add(at(table, column) + ": is " + column.property("dataType") + ", " + relation + "." + source
                            + " is " + type);
                }
            }
        });
        return found;
    }

    /** The relation that a table reads, with its schema. */
    String relationOf(String table) {
        Matcher source = SOURCE.matcher(tables.get(table)
                .one("partition")
                .map(node -> node.property("source"))
                .orElse(""));
        return source.find() ? source.group(1) + "." + source.group(2) : "";
    }
}
