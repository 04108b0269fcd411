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
 * @param routes ids of the routes in it
 * @param begins endpoints that its routes begin with, without options
 * @param calls endpoints of other routes that it names as they are, without options
 * @param sql files that it has run, relative to the routes
 */
record RouteFile(String name, List<Mention> routes, List<Mention> begins, List<Mention> calls, List<Mention> sql) {
    private static final String CALL = "direct:";
    private static final Pattern SQL = Pattern.compile("sql:file:\\{\\{routes\\.dir}}/(sql/[^/?]+\\.sql).*");

    /** Something that stands in a line, from 1. */
    record Mention(String what, int line) {}

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

    static RouteFile read(String name, byte[] content) throws Unreadable {
        RouteFile file =
                new RouteFile(name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            Node root = new Compose(LoadSettings.builder().build())
                    .composeString(text)
                    .orElseThrow(() -> new Unreadable(new Flaw(name, 0, "is empty; remove it, or put its route back")));
            file.walk("", root);
            return file;
        } catch (CharacterCodingException e) {
            throw new Unreadable(new Flaw(name, 0, "is not UTF-8 text; save it as that"));
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
        int line = value.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        if (key.equals("id") && (parent.equals("route") || parent.equals("from"))) {
            routes.add(new Mention(scalar.getValue(), line));
        }
        Matcher statement = SQL.matcher(scalar.getValue());
        if (statement.matches()) {
            sql.add(new Mention(statement.group(1), line));
        }
        String uri = scalar.getValue().replaceAll("\\?.*", "").replace("direct://", CALL);
        if (!uri.startsWith(CALL) || uri.contains("{")) {
            return;
        }
        if (key.equals("from") || (key.equals("uri") && parent.equals("from"))) {
            begins.add(new Mention(uri, line));
        } else if (key.equals("uri") || key.equals("to") || key.equals("wireTap")) {
            calls.add(new Mention(uri, line));
        }
    }
}
