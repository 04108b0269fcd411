package segmentmart.intake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import segmentmart.intake.Checked.Reject;

/**
 * What a file holds, found as a load would find it, without a database and without moving the file.
 *
 * @param drop as it was surveyed
 * @param delimiter of a CSV file; null for JSONL
 * @param snapshot whether it is the whole client base, without ids
 * @param ignored columns or keys that mean nothing here
 * @param read records in it
 * @param rejects how many records are bad, by reason
 * @param firstRejects the first of them, in the words of the contract
 */
public record DropCheck(
        Drop drop,
        @Nullable String delimiter,
        boolean snapshot,
        List<String> ignored,
        long read,
        Map<RejectCode, Long> rejects,
        List<Reject> firstRejects) {

    private static final int MAX_TOLD = 10;
    private static final int TOLD_EVERY = 1 << 14;

    /**
     * Reads a file to its end.
     *
     * @param forced the encoding a setting asks for; null to tell it from the content
     * @param progress is told now and then how many bytes of the file have been read
     * @throws DropRefused if a load would refuse it as a whole
     * @throws Exception if the file cannot be read
     */
    public static DropCheck of(Path file, @Nullable TextEncoding forced, LongConsumer progress) throws Exception {
        Drop drop = Drop.survey(file, Stamp.of(file), forced);
        CountedBytes bytes = new CountedBytes();
        try (CamelContext camel = new DefaultCamelContext();
                DropDataFormat format = new DropDataFormat()) {
            format.start();
            Exchange exchange = new DefaultExchange(camel);
            try {
                return read(drop, (Reading) format.unmarshal(exchange, new OpenDrop(drop, bytes)), bytes, progress);
            } finally {
                List<Synchronization> ends = exchange.getExchangeExtension().handoverCompletions();
                if (ends != null) {
                    ends.forEach(end -> end.onComplete(exchange));
                }
            }
        }
    }

    private static DropCheck read(Drop drop, Reading reading, CountedBytes bytes, LongConsumer progress) {
        Map<RejectCode, Long> rejects = new EnumMap<>(RejectCode.class);
        List<Reject> first = new ArrayList<>();
        long read = 0;
        while (reading.hasNext()) {
            if (reading.next() instanceof Reject reject) {
                rejects.merge(reject.code(), 1L, Long::sum);
                if (first.size() < MAX_TOLD) {
                    first.add(reject);
                }
            }
            if (++read % TOLD_EVERY == 0) {
                progress.accept(bytes.count());
            }
        }
        return new DropCheck(drop, reading.delimiter(), reading.isSnapshot(), reading.ignored(), read, rejects, first);
    }

    public long rejected() {
        return rejects.values().stream().mapToLong(Long::longValue).sum();
    }
}
