package segmentmart.tuning;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * What a YAML file of routes says of itself, as far as it can be told without Camel.
 *
 * @param mentions in the order of its lines
 */
record RouteFile(String name, List<Mention> mentions) {
    private static final String CALL = "direct:";
    private static final Pattern SQL = Pattern.compile("sql:file:\\{\\{routes\\.dir}}/(sql/[^/?]+\\.sql).*");

    /** What something is that stands in it. */
    enum Role {
        /** The id of a route. */
        ROUTE,
        /** The endpoint of another route that one begins with, without options. */
        BEGINNING,
        /** The endpoint of another route that is called, without options. */
        CALL,
        /** A file of SQL that is run, relative to the routes. */
        STATEMENT,
        /** The id of a route configuration. */
        CONFIGURATION,
        /** The id of the one that a route asks for. */
        CONFIGURED_BY
    }

    /** Something that stands in a line, from 1. */
    record Mention(Role role, String what, int line) {}

    /** What stands in it in a role. */
    List<Mention> all(Role role) {
        return mentions.stream().filter(mention -> mention.role() == role).toList();
    }

    /** A file that is no YAML, or holds nothing. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Flaw flaw;

        Unreadable(Flaw flaw) {
            super(flaw.toString());
            this.flaw = flaw;
        }

        Flaw flaw() {
            return flaw;
        }
    }

    /** Whether content is UTF-8 to the last byte. */
    static boolean isText(byte[] content) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Reads a file that {@link #isText}. */
    static RouteFile read(String name, byte[] content) throws Unreadable {
        RouteFile file = new RouteFile(name, new ArrayList<>());
        try {
            Node root = new Compose(LoadSettings.builder().build())
                    .composeString(new String(content, StandardCharsets.UTF_8))
                    .orElseThrow(() -> new Unreadable(new Flaw(name, 0, "is empty; remove it, or put its route back")));
            file.walk("", root);
            return file;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(mark -> mark.getLine() + 1)
                    .orElse(0);
            throw new Unreadable(new Flaw(name, line, "is no YAML: " + e.getProblem() + "; see the indentation"));
        } catch (YamlEngineException e) {
            throw new Unreadable(new Flaw(name, 0, "is no YAML: " + e.getMessage()));
        }
    }

    private void walk(String key, Node node) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> walk("", item));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String entryKey = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                take(key, entryKey, entry.getValueNode());
                walk(entryKey, entry.getValueNode());
            }
        }
    }

    private void take(String parent, String key, Node value) {
        if (!(value instanceof ScalarNode scalar)) {
            return;
        }
        String text = scalar.getValue();
        int line = value.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        if (key.equals("id") && (parent.equals("route") || parent.equals("from"))) {
            mentions.add(new Mention(Role.ROUTE, text, line));
        } else if (key.equals("id") && parent.equals("routeConfiguration")) {
            mentions.add(new Mention(Role.CONFIGURATION, text, line));
        } else if (key.equals("routeConfigurationId")) {
            mentions.add(new Mention(Role.CONFIGURED_BY, text, line));
        }
        Matcher statement = SQL.matcher(text);
        if (statement.matches()) {
            mentions.add(new Mention(Role.STATEMENT, statement.group(1), line));
        }
        String uri = text.replaceAll("\\?.*", "").replace("direct://", CALL);
        if (!uri.startsWith(CALL) || uri.contains("{")) {
            return;
        }
        if (key.equals("from") || (key.equals("uri") && parent.equals("from"))) {
            mentions.add(new Mention(Role.BEGINNING, uri, line));
        } else if (key.equals("uri") || key.equals("to") || key.equals("wireTap")) {
            mentions.add(new Mention(Role.CALL, uri, line));
        }
    }
}
