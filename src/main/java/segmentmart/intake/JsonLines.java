package segmentmart.intake;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import segmentmart.intake.Framed.Fault;

/** Reads the objects of a JSONL drop, one a line, each on its own: a broken one rejects its line. For one thread. */
final class JsonLines {
    private static final int MAX_IGNORED = 100;

    private final Framing framing;
    private final Kind kind;
    private final JsonFactory json;
    private final Set<String> ignored = new LinkedHashSet<>();

    JsonLines(Framing framing, Kind kind, JsonFactory json) {
        this.framing = framing;
        this.kind = kind;
        this.json = json;
    }

    /** A line, and the fields of its object or else why it has none. */
    record Line(Framed record, Map<Field, Value> fields, Checked.@Nullable Reject reject) {}

    /** A field's value: its text, or null; {@code ofType} tells a JSON type that no field has, such as "an array". */
    record Value(@Nullable String text, @Nullable String ofType, boolean number) {}

    /** Keys that mean nothing here, as far as was read. */
    Set<String> ignored() {
        return ignored;
    }

    @Nullable
    Line next() throws IOException {
        Framed record = framing.next();
        if (record == null) {
            return null;
        }
        Map<Field, Value> fields = new EnumMap<>(Field.class);
        if (record.fault() != Fault.NONE) {
            return new Line(record, fields, RecordRules.faulty(record));
        }
        try (JsonParser parser = json.createParser(record.buffer(), record.start(), record.end() - record.start())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return rejected(
                        record,
                        RejectCode.NOT_AN_OBJECT,
                        "the line is not a JSON object (expected {\"client_id\": …})");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                readField(parser, fields);
            }
            if (parser.nextToken() != null) {
                return rejected(record, RejectCode.BROKEN_JSON, "there is more on the line behind the JSON object");
            }
            return new Line(record, fields, null);
        } catch (JacksonException e) {
            return rejected(
                    record,
                    RejectCode.BROKEN_JSON,
                    "the line is not valid JSON at column " + e.getLocation().getColumnNr() + ": "
                            + Text.cut(Text.storable(firstLine(e.getOriginalMessage())), 200));
        }
    }

    private void readField(JsonParser parser, Map<Field, Value> fields) throws IOException {
        String key = parser.currentName();
        Field field = kind.field(key);
        JsonToken token = parser.nextToken();
        if (field == null) {
            if (ignored.size() < MAX_IGNORED) {
                ignored.add(Text.storable(Text.cut(key, 200)));
            }
            parser.skipChildren();
            return;
        }
        fields.put(
                field,
                switch (token) {
                    case VALUE_STRING -> new Value(parser.getText(), null, false);
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value(parser.getText(), null, true);
                    case VALUE_NULL -> new Value(null, null, false);
                    case VALUE_TRUE, VALUE_FALSE -> new Value(null, "a boolean", false);
                    case START_ARRAY -> new Value(null, "an array", false);
                    default -> new Value(null, "an object", false);
                });
        parser.skipChildren();
    }

    private static Line rejected(Framed record, RejectCode code, String message) {
        return new Line(record, Map.of(), RecordRules.whole(record, code, message));
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
