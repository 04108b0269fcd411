package segmentmart.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;

/** The schemas of a contract, stricter than they are written: an object has no members but those that are named. */
final class Schemas {
    private static final String COMPONENTS = "#/components/schemas/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode schemas;

    /** The schemas of an OpenAPI document. */
    Schemas(JsonNode document) {
        schemas = strict(document.at("/components/schemas"));
    }

    /** In what an answer is not as its schema says. */
    List<String> faults(JsonNode schema, JsonNode answer) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("$defs", schemas);
        whole.setAll((ObjectNode) strict(schema));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(answer)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static JsonNode strict(JsonNode node) {
        if (node.isArray()) {
            List<JsonNode> all = new ArrayList<>();
            node.forEach(each -> all.add(strict(each)));
            return JSON.createArrayNode().addAll(all);
        }
        if (!node.isObject()) {
            // As JSON Schema has what OpenAPI has elsewhere.
            return node.isTextual() && node.asText().startsWith(COMPONENTS)
                    ? TextNode.valueOf(node.asText().replace(COMPONENTS, "#/$defs/"))
                    : node;
        }
        ObjectNode copy = JSON.createObjectNode();
        node.properties().forEach(member -> copy.set(member.getKey(), strict(member.getValue())));
        if (copy.path("properties").isObject() && !copy.has("additionalProperties")) {
            copy.put("additionalProperties", false);
        }
        return copy.path("nullable").asBoolean() ? orNull(copy.without("nullable")) : copy;
    }

    /** JSON Schema knows no {@code nullable}. */
    private static ObjectNode orNull(ObjectNode schema) {
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf")
                .add(JSON.createObjectNode().put("type", "null"))
                .add(schema);
        return either;
    }
}
