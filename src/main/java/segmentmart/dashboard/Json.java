package segmentmart.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import java.util.TimeZone;

/** Answers as JSON: days as 2025-05-24, moments with the offset of this machine. Safe for many threads. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .setDateFormat(
                    new StdDateFormat().withTimeZone(TimeZone.getDefault()).withColonInTimeZone(true));

    private Json() {}

    public static String of(Object answer) {
        try {
            return MAPPER.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer of plain values is always JSON", e);
        }
    }
}
