package segmentmart.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a request, and what its value may be.
 *
 * @param isInPath whether it is a part of the path; else of the query
 * @param schema its type and bounds, as OpenAPI has them
 */
record Parameter(String name, boolean isInPath, boolean isRequired, JsonNode schema) {
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");
    private static final long ANY = Long.MAX_VALUE;

    static Parameter of(JsonNode description) {
        return new Parameter(
                description.path("name").asText(),
                description.path("in").asText().equals("path"),
                description.path("required").asBoolean(),
                description.path("schema"));
    }

    /**
     * The value of a text.
     *
     * @param text as it was given; null where it was not
     * @return a Long, Boolean or String; null where none was given and there is no default
     * @throws Problem if it is missing or not possible
     */
    @Nullable
    Object value(@Nullable String text) {
        String given = text != null ? text : schema.path("default").asText(null);
        if (given == null) {
            if (isRequired) {
                throw Problem.badRequest(name + " is missing: give " + expected());
            }
            return null;
        }
        return switch (schema.path("type").asText()) {
            case "integer" -> integer(given);
            case "boolean" -> bool(given);
            default -> string(given);
        };
    }

    private Long integer(String given) {
        if (INTEGER.matcher(given).matches()) {
            long number = Long.parseLong(given);
            if (number >= schema.path("minimum").asLong(-ANY)
                    && number <= schema.path("maximum").asLong(ANY)) {
                return number;
            }
        }
        throw wrong(given);
    }

    private Boolean bool(String given) {
        if (!given.equals("true") && !given.equals("false")) {
            throw wrong(given);
        }
        return Boolean.valueOf(given);
    }

    private String string(String given) {
        int length = given.codePointCount(0, given.length());
        boolean isPossible = length >= schema.path("minLength").asInt(0)
                && length <= schema.path("maxLength").asLong(ANY)
                // PostgreSQL knows no text with it.
                && given.indexOf('\0') < 0
                && (!schema.has("pattern")
                        || given.matches(schema.path("pattern").asText()))
                && (words().isEmpty() || words().contains(given));
        if (!isPossible) {
            throw wrong(given);
        }
        return given;
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        schema.path("enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    private Problem wrong(String given) {
        String shown = given.length() > 100 ? given.substring(0, 100) + "…" : given;
        return Problem.badRequest(name + " \"" + shown + "\" is not possible (expected " + expected() + ")");
    }

    private String expected() {
        return switch (schema.path("type").asText()) {
            case "integer" ->
                "a whole number from " + schema.path("minimum").asText("0")
                        + (schema.has("maximum")
                                ? " to " + schema.path("maximum").asText()
                                : "");
            case "boolean" -> "true or false";
            default ->
                !words().isEmpty()
                        ? String.join(", ", words())
                        : schema.has("pattern")
                                ? "what matches " + schema.path("pattern").asText()
                                : schema.path("minLength").asInt(0) + " … "
                                        + schema.path("maxLength").asText("any number of") + " characters";
        };
    }
}
