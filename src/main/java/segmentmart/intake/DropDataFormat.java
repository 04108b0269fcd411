package segmentmart.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.IOHelper;

/**
 * Unmarshals a {@link Drop} into its {@link Reading}: CSV by camel-csv, lazily; JSONL by camel-jackson's mapper, line
 * by line. What the drop decides by itself (encoding, delimiter, columns) is decided here. Safe for many threads.
 */
public final class DropDataFormat extends ServiceSupport implements DataFormat {
    private final JacksonDataFormat jackson = new JacksonDataFormat();

    @Override
    public Object unmarshal(Exchange exchange, Object body) throws Exception {
        OpenDrop open = (OpenDrop) body;
        Drop drop = open.drop();
        Framing framing = new Framing(
                new DropReader(drop.open(open.bytes()), drop.encoding().charset()), drop.encoding());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                IOHelper.close(framing);
            }
        });
        return drop.name().format() == Format.CSV ? csv(exchange, drop, framing) : json(drop, framing);
    }

    private static Reading csv(Exchange exchange, Drop drop, Framing framing) throws Exception {
        CsvHeader header = CsvHeader.take(framing, drop.name().kind());
        boolean withoutIds = header.column(Field.CLIENT_ID) == null;
        if (withoutIds && drop.name().correctsLoadId() != null) {
            throw new DropRefused(
                    "it corrects rejected records of load " + drop.name().correctsLoadId()
                            + ", but its header has no client_id",
                    "keep the client_id column that the file in inbox/rejected has");
        }
        CsvRecords records =
                new CsvRecords(framing, header, new RecordRules(drop.name().kind(), withoutIds));
        try (CsvDataFormat csv = new CsvDataFormat()) {
            csv.setDelimiter(header.delimiter());
            csv.setLazyLoad(true);
            csv.setRecordConverter(records);
            csv.start();
            @SuppressWarnings("unchecked") // the converter's type
            Iterator<Checked> parsed = (Iterator<Checked>) csv.unmarshal(exchange, (Object) records);
            return new Reading(
                    drop,
                    String.valueOf(header.delimiter()),
                    header.written(),
                    withoutIds,
                    () -> List.copyOf(header.ignored()),
                    parsed);
        }
    }

    private Reading json(Drop drop, Framing framing) throws IOException {
        JsonLines lines = new JsonLines(
                framing, drop.name().kind(), jackson.getObjectMapper().getFactory());
        JsonRecords records = new JsonRecords(lines, drop.name());
        return new Reading(drop, null, "", records.isSnapshot(), () -> List.copyOf(lines.ignored()), records);
    }

    @Override
    public Object unmarshal(Exchange exchange, InputStream stream) {
        throw new UnsupportedOperationException("a drop is unmarshalled from an OpenDrop, not from a stream");
    }

    @Override
    public void marshal(Exchange exchange, Object graph, OutputStream stream) {
        throw new UnsupportedOperationException("drops are only read");
    }

    @Override
    protected void doStart() {
        jackson.start();
    }

    @Override
    protected void doStop() {
        jackson.stop();
    }
}
