package segmentmart.intake;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import segmentmart.intake.Framed.Fault;

/**
 * Finds where the records of a drop begin and end, and on which physical line: lines for JSONL, RFC 4180 records for
 * CSV. A record whose quoting is broken ends with the line it starts on, so that one bad quote never swallows the
 * rest. Looks ahead one record of the greatest length at most. For one thread.
 */
final class Framing implements Closeable {
    /** Greatest length looked at, in characters; no character is shorter than a byte. */
    private static final int MAX_CHARS = Text.MAX_RECORD_BYTES;

    /** What a decoder may want to write at once. */
    private static final int ROOM_CHARS = 8;

    /** How many characters may be looked at in vain, beside sixteen times those that were consumed. */
    private static final long MAX_IN_VAIN = 64L * MAX_CHARS;

    private static final int BLOCK_CHARS = 1 << 16;
    private static final char NO_QUOTES = '\n';

    private final Reader in;
    private final TextEncoding encoding;
    private char[] buffer = new char[BLOCK_CHARS];
    private int position;
    private int limit;
    private boolean endOfInput;
    private int line = 1;
    private int records;
    private int lineBreaks;
    private long consumed;
    private long inVain;
    private char delimiter = NO_QUOTES;

    Framing(Reader in, TextEncoding encoding) {
        this.in = in;
        this.encoding = encoding;
    }

    /** From here on records are CSV, quoted by {@code "} and with this delimiter. */
    void readCsv(char csvDelimiter) {
        delimiter = csvDelimiter;
    }

    /** What was framed so far was no record, but a header. */
    void restartNumbers() {
        records = 0;
    }

    /** The next record that is not blank; null at the end. */
    @Nullable
    Framed next() throws IOException {
        while (true) {
            Framed framed = frame();
            if (framed == null) {
                return null;
            }
            consume(framed);
            if (!framed.isBlank()) {
                records++;
                return framed;
            }
        }
    }

    /** The next record as {@link #next} would give it under this delimiter, without taking it; null at the end. */
    @Nullable
    Framed peekCsv(char csvDelimiter) throws IOException {
        char before = delimiter;
        delimiter = csvDelimiter;
        try {
            while (true) {
                Framed framed = frame();
                if (framed == null || !framed.isBlank()) {
                    return framed;
                }
                consume(framed);
            }
        } finally {
            delimiter = before;
        }
    }

    /** Passes the record and its line end. */
    private void consume(Framed framed) throws IOException {
        consumed += framed.end() - position;
        position = framed.end();
        line += lineBreaks;
        if (framed.fault() == Fault.TOO_LONG) {
            while (has(position) && buffer[position] != '\n' && buffer[position] != '\r') {
                position++;
                rebase();
            }
        }
        if (has(position)) {
            position += buffer[position] == '\r' && has(position + 1) && buffer[position + 1] == '\n' ? 2 : 1;
            line++;
        }
    }

    private @Nullable Framed frame() throws IOException {
        rebase();
        lineBreaks = 0;
        if (!has(position)) {
            return null;
        }
        boolean csv = delimiter != NO_QUOTES;
        boolean fieldStart = true;
        boolean inQuotes = false;
        boolean afterQuote = false;
        Fault fault = Fault.NONE;
        int length = 0;
        for (; has(position + length); length++) {
            char c = buffer[position + length];
            if (length > MAX_CHARS) {
                return inQuotes ? firstLine(length, Fault.UNCLOSED_QUOTE) : framed(MAX_CHARS, Fault.TOO_LONG);
            }
            if (c == 0) {
                fault = Fault.NUL;
            } else if (c >= Character.MIN_SURROGATE && isLoneSurrogate(length)) {
                fault = Fault.ILL_FORMED;
            }
            if (inQuotes) {
                if (c == '"') {
                    if (has(position + length + 1) && buffer[position + length + 1] == '"') {
                        length++;
                    } else {
                        inQuotes = false;
                        afterQuote = true;
                    }
                } else if (c == '\n'
                        || (c == '\r' && !(has(position + length + 1) && buffer[position + length + 1] == '\n'))) {
                    lineBreaks++;
                }
            } else if (c == delimiter && csv) {
                fieldStart = true;
                afterQuote = false;
            } else if (c == '\n' || c == '\r') {
                break;
            } else if (afterQuote) {
                if (c != ' ' && c != '\t') {
                    return firstLine(length, Fault.TEXT_AFTER_QUOTE);
                }
            } else {
                inQuotes = c == '"' && fieldStart && csv;
                fieldStart = false;
            }
        }
        if (inQuotes) {
            return firstLine(length, Fault.UNCLOSED_QUOTE);
        }
        return framed(length, isOverlong(length) ? Fault.TOO_LONG : fault);
    }

    private boolean isLoneSurrogate(int length) throws IOException {
        boolean more = has(position + length + 1);
        return Text.isLoneSurrogate(
                buffer, position + length, position, more ? position + length + 2 : position + length + 1);
    }

    private boolean isOverlong(int chars) {
        return chars > MAX_CHARS / 4
                && new String(buffer, position, chars).getBytes(encoding.charset()).length > Text.MAX_RECORD_BYTES;
    }

    /** The physical line at the position, as a record that cannot be read. */
    private Framed firstLine(int lookedAt, Fault fault) throws IOException {
        inVain += lookedAt;
        if (inVain > MAX_IN_VAIN + 16 * consumed) {
            throw new DropRefused(
                    "its quoting is broken throughout, up to line " + line + " at least",
                    "have it written anew with the quotes inside of values doubled, and drop it again");
        }
        lineBreaks = 0;
        int length = 0;
        while (length < MAX_CHARS
                && has(position + length)
                && buffer[position + length] != '\n'
                && buffer[position + length] != '\r') {
            length++;
        }
        return framed(length, length == MAX_CHARS ? Fault.TOO_LONG : fault);
    }

    private Framed framed(int length, Fault fault) {
        return new Framed(line, records + 1, buffer, position, position + length, fault);
    }

    /** Starts a new buffer with what is left, once half is consumed; records framed so far keep the old one. */
    private void rebase() {
        if (position >= buffer.length / 2) {
            int rest = limit - position;
            char[] next = new char[Math.max(BLOCK_CHARS, rest * 2)];
            System.arraycopy(buffer, position, next, 0, rest);
            buffer = next;
            limit = rest;
            position = 0;
        }
    }

    /** Whether the drop reaches to this index of the buffer. Indexes stay as they are. */
    private boolean has(int index) throws IOException {
        return index < limit || (!endOfInput && fill(index));
    }

    private boolean fill(int index) throws IOException {
        while (index >= limit && !endOfInput) {
            if (buffer.length - limit < ROOM_CHARS) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
            int n = in.read(buffer, limit, buffer.length - limit);
            if (n < 0) {
                endOfInput = true;
            } else {
                limit += n;
            }
        }
        return index < limit;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
