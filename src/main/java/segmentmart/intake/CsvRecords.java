package segmentmart.intake;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.camel.dataformat.csv.CsvRecordConverter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import segmentmart.intake.Framed.Fault;

/**
 * Stands on both sides of camel-csv: as the reader it parses, which gives it only records that are whole, one to a
 * line end; and as its converter, which checks what it parsed and knows on which line that was. A record that cannot
 * be parsed is stood in for by a single character, and becomes the reject that it is in the converter. For one thread.
 */
final class CsvRecords extends Reader implements CsvRecordConverter<Checked> {
    private static final Framed STAND_IN = new Framed(0, 0, new char[] {'!'}, 0, 1, Fault.NONE);

    private final Framing framing;
    private final CsvHeader header;
    private final RecordRules rules;
    private final Queue<Framed> ahead = new ArrayDeque<>();

    private @Nullable Framed current;
    private boolean standsIn;
    private int position;
    private long handedOut;
    private long parsedUpTo;

    CsvRecords(Framing framing, CsvHeader header, RecordRules rules) {
        this.framing = framing;
        this.header = header;
        this.rules = rules;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            Framed record = current == null ? begin() : current;
            if (record == null) {
                break;
            }
            int n = Math.min(record.end() - position, length - written);
            System.arraycopy(record.buffer(), position, target, offset + written, n);
            position += n;
            written += n;
            if (position == record.end() && written < length) {
                target[offset + written++] = '\n';
                current = null;
                if (standsIn) {
                    break; // so that no more than one such record is held, however large they are
                }
            }
        }
        handedOut += written;
        return written == 0 && length > 0 ? -1 : written;
    }

    /** Takes up the next record, or what stands in for it; null at the end. */
    private @Nullable Framed begin() throws IOException {
        Framed framed = framing.next();
        if (framed == null) {
            return null;
        }
        ahead.add(framed);
        standsIn = framed.fault() != Fault.NONE;
        current = standsIn ? STAND_IN : framed;
        position = current.start();
        return current;
    }

    @Override
    public Checked convertRecord(CSVRecord values) {
        Framed record = ahead.remove();
        if (values.getCharacterPosition() != parsedUpTo) {
            throw new IllegalStateException("line " + record.line() + ": the CSV parser stands at character "
                    + values.getCharacterPosition() + " of " + handedOut + ", its record at " + parsedUpTo);
        }
        if (record.fault() != Fault.NONE) {
            parsedUpTo += STAND_IN.end() + 1L;
            return RecordRules.faulty(record);
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
