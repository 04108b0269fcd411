package segmentmart.mart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** JSON objects as PostgreSQL keeps them. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static String of(Map<String, String> texts) {
        try {
            return MAPPER.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    static Map<String, String> texts(String json) {
        return read(json, new TypeReference<>() {});
    }

    static Map<String, Long> counts(String json) {
        return read(json, new TypeReference<>() {});
    }

    private static <V> Map<String, V> read(String json, TypeReference<Map<String, V>> type) {
        try {
            return new TreeMap<>(MAPPER.readValue(json, type));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL gave no object of the expected values: " + json, e);
        }
    }
}
