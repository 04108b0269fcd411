package segmentmart.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** Rows as JSON objects, one a line. For one thread. */
final class JsonRows implements RowWriter.Rows {
    private static final String LINE_END = "\n";

    private final JsonGenerator generator;
    private List<String> columns = List.of();
    private boolean isEmpty = true;

    JsonRows(Writer out) throws IOException {
        this.generator = new ObjectMapper()
                .createGenerator(out)
                .setPrettyPrinter(new MinimalPrettyPrinter(LINE_END))
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    }

    @Override
    public void head(List<String> names) {
        columns = names;
    }

    @Override
    public void row(List<@Nullable Object> values) throws IOException {
        isEmpty = false;
        generator.writeStartObject();
        for (int i = 0; i < values.size(); i++) {
            generator.writeFieldName(columns.get(i));
            if (values.get(i) instanceof PGobject json) {
                generator.writeRawValue(json.getValue());
            } else {
                generator.writePOJO(values.get(i));
            }
        }
        generator.writeEndObject();
    }

    @Override
    public void end() throws IOException {
        if (!isEmpty) {
            generator.writeRaw(LINE_END);
        }
        generator.flush();
    }
}
