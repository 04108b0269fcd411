package segmentmart.intake;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.camel.dataformat.csv.CsvRecordConverter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import segmentmart.intake.Checked.Reject;
import segmentmart.intake.Framed.Fault;

/**
 * Stands on both sides of camel-csv: as the reader it parses, which gives it only records that are whole, one to a
 * line end; and as its converter, which checks what it parsed and knows on which line that was. Records that cannot
 * be parsed go past it into {@link #rejects}. For one thread.
 */
final class CsvRecords extends Reader implements CsvRecordConverter<Checked> {
    private final Framing framing;
    private final CsvHeader header;
    private final RecordRules rules;
    private final Queue<Framed> ahead = new ArrayDeque<>();
    private final Queue<Reject> rejects = new ArrayDeque<>();

    private @Nullable Framed current;
    private int position;
    private long handedOut;
    private long parsedUpTo;

    CsvRecords(Framing framing, CsvHeader header, RecordRules rules) {
        this.framing = framing;
        this.header = header;
        this.rules = rules;
    }

    /** Records found to be no records since, for the taking. */
    Queue<Reject> rejects() {
        return rejects;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            if (current == null) {
                current = nextWhole();
                if (current == null) {
                    break;
                }
                position = current.start();
            }
            int n = Math.min(current.end() - position, length - written);
            System.arraycopy(current.buffer(), position, target, offset + written, n);
            position += n;
            written += n;
            if (position == current.end() && written < length) {
                target[offset + written++] = '\n';
                current = null;
            }
        }
        handedOut += written;
        return written == 0 && length > 0 ? -1 : written;
    }

    private @Nullable Framed nextWhole() throws IOException {
        for (Framed framed = framing.next(); framed != null; framed = framing.next()) {
            if (framed.fault() == Fault.NONE) {
                ahead.add(framed);
                return framed;
            }
            rejects.add(RecordRules.faulty(framed));
        }
        return null;
    }

    @Override
    public Checked convertRecord(CSVRecord values) {
        Framed record = ahead.remove();
        if (values.getCharacterPosition() != parsedUpTo) {
            throw new IllegalStateException("line " + record.line() + ": the CSV parser stands at character "
                    + values.getCharacterPosition() + " of " + handedOut + ", its record at " + parsedUpTo);
        }
        parsedUpTo += record.end() - record.start() + 1L;
        int width = values.size();
        while (width > header.width() && Text.strip(values.get(width - 1)).isEmpty()) {
            width--;
        }
        if (width != header.width()) {
            return RecordRules.whole(
                    record,
                    RejectCode.FIELD_COUNT,
                    "the record has " + width + (width == 1 ? " field" : " fields") + " (expected " + header.width()
                            + ", as the header has)");
        }
        return rules.check(record, field -> {
            Integer column = header.column(field);
            return column == null ? null : values.get(column);
        });
    }

    @Override
    public void close() throws IOException {
        framing.close();
    }
}
