package segmentmart.powerbi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the Tabular Model Definition Language as far as the project uses it: objects, properties and expressions,
 * told apart by how far a line is indented, in tabs. What it does not know is a problem.
 */
final class Tmdl {
    /** What may stand in what, in the words of Microsoft's object model. */
    private static final Map<String, Set<String>> GRAMMAR = Map.of(
            "", Set.of("database", "model", "expression", "relationship", "table", "ref", "annotation"),
            "database", Set.of("compatibilityLevel"),
            "model",
                    Set.of(
                            "culture",
                            "defaultPowerBIDataSourceVersion",
                            "discourageImplicitMeasures",
                            "sourceQueryCulture",
                            "dataAccessOptions"),
            "dataAccessOptions", Set.of("legacyRedirects", "returnErrorValuesAsNull"),
            "expression", Set.of("annotation", "lineageTag"),
            "relationship", Set.of("fromColumn", "toColumn"),
            "table", Set.of("measure", "column", "partition", "annotation", "lineageTag"),
            "measure", Set.of("formatString", "isHidden", "lineageTag"),
            "column",
                    Set.of(
                            "dataType",
                            "isHidden",
                            "isKey",
                            "isDefaultLabel",
                            "formatString",
                            "summarizeBy",
                            "sourceColumn",
                            "sortByColumn",
                            "lineageTag",
                            "annotation"),
            "partition", Set.of("mode", "source"));

    /** What has an expression that may take lines of its own. */
    private static final Set<String> HAS_TEXT = Set.of("measure", "source");

    private static final Pattern LINE = Pattern.compile(
            "(?<kind>\\w+)(?: (?<name>'(?:[^']|'')+'|(?:table )?[^\\s=:]+))?(?:(?<sign> =|:)(?: ?(?<value>.*))?)?");

    private Tmdl() {}

    /** An object or a property. */
    static final class Node {
        final String kind;
        final String name;
        final int line;
        String value;
        String description;
        /** Its expression begins on the next line. */
        final boolean isOpen;

        final List<Node> children = new ArrayList<>();

        Node(String kind, String name, int line, String value, String description) {
            this.kind = kind;
            this.name = name;
            this.line = line;
            this.value = value;
            this.description = description;
            this.isOpen = value.isEmpty() && HAS_TEXT.contains(kind);
        }

        List<Node> all(String childKind) {
            return children.stream()
                    .filter(child -> child.kind.equals(childKind))
                    .toList();
        }

        Optional<Node> one(String childKind) {
            return all(childKind).stream().findFirst();
        }

        /** The value of a property, empty where it is not there. */
        String property(String childKind) {
            return one(childKind).map(child -> child.value).orElse("");
        }

        boolean has(String childKind) {
            return one(childKind).isPresent();
        }
    }

    /** The objects of a file; what is wrong with it is added to the problems, with file and line. */
    static List<Node> read(Path file, String shownAs, List<String> problems) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.startsWith("\uFEFF")) {
            problems.add(shownAs + ": starts with a byte order mark (expected UTF-8 without one)");
            text = text.substring(1);
        }
        Node root = new Node("", "", 0, "", "");
        Deque<Node> open = new ArrayDeque<>(List.of(root));
        StringBuilder description = new StringBuilder();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String indent =
                    line.substring(0, line.length() - line.stripLeading().length());
            if (!indent.matches("\t*")) {
                problems.add(shownAs + ":" + number + ": indented with spaces (expected tabs): " + line.strip());
                continue;
            }
            int depth = indent.length();
            String content = line.strip();
            Node owner = open.getFirst();
            if (depth >= open.size() && owner.isOpen) {
                // Two deeper than its owner: the owner's expression goes on.
                owner.value += (owner.value.isEmpty() ? "" : "\n") + content;
                continue;
            }
            if (content.startsWith("///")) {
                description
                        .append(description.isEmpty() ? "" : "\n")
                        .append(content.substring(3).strip());
                continue;
            }
            while (open.size() > depth + 1) {
                open.removeFirst();
            }
            Node node = parse(content, number, description.toString());
            description.setLength(0);
            if (node == null || depth >= open.size()) {
                problems.add(shownAs + ":" + number + ": cannot be read: " + content);
                continue;
            }
            Node parent = open.getFirst();
            if (!GRAMMAR.getOrDefault(parent.kind, Set.of()).contains(node.kind)) {
                problems.add(shownAs + ":" + number + ": " + node.kind + " is not known in "
                        + (parent.kind.isEmpty() ? "a file" : parent.kind) + ": " + content);
            }
            parent.children.add(node);
            open.addFirst(node);
        }
        return root.children;
    }

    private static Node parse(String content, int line, String description) {
        Matcher parts = LINE.matcher(content);
        if (!parts.matches()) {
            return null;
        }
        String value = parts.group("value") == null ? "" : parts.group("value").strip();
        return new Node(parts.group("kind"), unquoted(parts.group("name")), line, value, description);
    }

    /** A name without the quotes that spaces and signs in it demand. */
    static String unquoted(String name) {
        if (name == null) {
            return "";
        }
        return name.startsWith("'") ? name.substring(1, name.length() - 1).replace("''", "'") : name;
    }
}
