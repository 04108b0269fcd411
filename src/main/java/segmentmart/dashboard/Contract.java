package segmentmart.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What can be asked, as {@code openapi.yaml} describes it: requests are read by that description, so that it is true of
 * them. Safe for many threads.
 */
public final class Contract {
    /** Which operation a route answers. */
    public static final String OPERATION = "operation";

    /** The value of If-None-Match, once a request was read. */
    static final String KNOWN_EDITIONS = "knownEditions";

    private static final String FILE = "openapi.yaml";

    private final JsonNode document;
    private final Map<String, List<Parameter>> operations = new HashMap<>();

    public Contract() {
        document = read();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    List<Parameter> parameters = new ArrayList<>();
                    operation
                            .path("parameters")
                            .forEach(parameter -> parameters.add(Parameter.of(resolved(parameter))));
                    operations.put(operation.path("operationId").asText(), List.copyOf(parameters));
                }));
    }

    private static JsonNode read() {
        try (InputStream in = Contract.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("no " + FILE + " beside " + Contract.class.getName());
            }
            return new ObjectMapper()
                    .valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " cannot be read", e);
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** The description itself. */
    public String json() {
        return document.toString();
    }

    /** The methods that are possible on a path; none where nothing is there. */
    public List<String> methods(String path) {
        List<String> methods = new ArrayList<>();
        document.path("paths").properties().forEach(entry -> {
            if (path.matches(entry.getKey().replaceAll("\\{\\w+}", "[^/]+"))) {
                entry.getValue().fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
            }
        });
        return methods;
    }

    /**
     * Leaves of a request what the operation of the route takes: its parameters by name, each of its type, as a map in
     * the body; null for one that is not given and has no default.
     *
     * @throws Problem if a parameter is missing, wrong or none of those that there are
     */
    public void read(Exchange exchange) {
        String operation = exchange.getProperty(OPERATION, String.class);
        List<Parameter> parameters = operations.get(operation);
        if (parameters == null) {
            throw new IllegalStateException("no operation " + operation + " in " + FILE);
        }
        Message request = exchange.getMessage();
        String query = request.getHeader(Exchange.HTTP_RAW_QUERY, "", String.class);
        Map<String, List<String>> given = new QueryStringDecoder(query, false).parameters();
        refuseUnknown(given, parameters);
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Parameter parameter : parameters) {
            List<String> texts = parameter.isInPath()
                    ? List.of(request.getHeader(parameter.name(), "", String.class))
                    : given.getOrDefault(parameter.name(), List.of());
            if (texts.size() > 1) {
                throw Problem.badRequest(parameter.name() + " is given " + texts.size() + " times: give it once");
            }
            values.put(parameter.name(), parameter.value(texts.isEmpty() ? null : texts.get(0)));
        }
        exchange.setProperty(KNOWN_EDITIONS, request.getHeader("If-None-Match", "", String.class));
        // What came with the request has no place in the answer.
        request.removeHeaders("*");
        request.setBody(values);
    }

    private static void refuseUnknown(Map<String, List<String>> given, List<Parameter> parameters) {
        List<String> known = parameters.stream()
                .filter(parameter -> !parameter.isInPath())
                .map(Parameter::name)
                .toList();
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Problem.badRequest("parameter \"" + name + "\" is not known here (expected "
                            + (known.isEmpty() ? "none" : String.join(", ", known)) + ")");
                });
    }
}
