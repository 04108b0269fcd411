package segmentmart.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import java.util.TimeZone;
import picocli.CommandLine.Option;

/** Whether a command reports to a program rather than a person. */
final class JsonOption {
    @Option(names = "--json", description = "Report as JSON.")
    private boolean on;

    boolean isOn() {
        return on;
    }

    void print(Object report) {
        ObjectMapper mapper = new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .setDateFormat(new StdDateFormat().withTimeZone(TimeZone.getDefault()));
        try {
            System.out.println(Terminal.escaped(mapper.writeValueAsString(report)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report of plain values is always JSON", e);
        }
    }
}
