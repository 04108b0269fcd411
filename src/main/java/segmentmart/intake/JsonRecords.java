package segmentmart.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import segmentmart.intake.Checked.Reject;
import segmentmart.intake.JsonLines.Line;
import segmentmart.intake.JsonLines.Value;

/**
 * Checks the objects of a JSONL drop. Reads ahead to the first one that is readable: whether that has a client_id
 * tells whether a clients drop is a snapshot. For one thread.
 */
final class JsonRecords implements Iterator<Checked> {
    private static final int MAX_CHARS_AHEAD = 1 << 20;

    private final JsonLines lines;
    private final boolean snapshot;
    private final RecordRules rules;
    private final Queue<Line> ahead = new ArrayDeque<>();

    JsonRecords(JsonLines lines, DropName name) throws IOException {
        this.lines = lines;
        this.snapshot = readAhead() && name.kind() == Kind.CLIENTS && name.correctsLoadId() == null;
        this.rules = new RecordRules(name.kind(), snapshot);
    }

    boolean isSnapshot() {
        return snapshot;
    }

    /** Whether the first readable object lacks a client_id. */
    private boolean readAhead() throws IOException {
        Line line;
        int chars = 0;
        do {
            line = lines.next();
            if (line != null) {
                ahead.add(line);
                chars += line.record().end() - line.record().start();
            }
        } while (line != null && line.reject() != null && chars < MAX_CHARS_AHEAD);
        return line != null && line.reject() == null && !line.fields().containsKey(Field.CLIENT_ID);
    }

    @Override
    public boolean hasNext() {
        if (ahead.isEmpty()) {
            try {
                Line line = lines.next();
                if (line != null) {
                    ahead.add(line);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return !ahead.isEmpty();
    }

    @Override
    public Checked next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Line line = ahead.remove();
        Reject reject = line.reject() != null ? line.reject() : misfit(line);
        return reject != null
                ? reject
                : rules.check(line.record(), field -> text(line.fields().get(field)));
    }

    private static @Nullable String text(@Nullable Value value) {
        return value == null ? null : value.text();
    }

    /** Why the object's values are not of the types that fields have; null if they are. */
    private @Nullable Reject misfit(Line line) {
        if (snapshot && line.fields().containsKey(Field.CLIENT_ID)) {
            return reject(
                    line,
                    Field.CLIENT_ID,
                    RejectCode.UNEXPECTED_CLIENT_ID,
                    "client_id is given, but the drop's first record has none (expected all records with it or none)");
        }
        for (Map.Entry<Field, Value> entry : line.fields().entrySet()) {
            Field field = entry.getKey();
            Value value = entry.getValue();
            boolean isText = field != Field.CLIENT_ID && field != Field.CLIENT_REVENUE;
            if (value.ofType() != null || (isText && value.number())) {
                return reject(
                        line,
                        field,
                        isText ? RejectCode.NOT_TEXT : RejectCode.NOT_AN_INTEGER,
                        field.word() + " is " + (value.ofType() != null ? value.ofType() : "a number " + value.text())
                                + " (expected " + (isText ? "text" : "an integer") + ")");
            }
            if (value.text() != null && !Text.isStorable(value.text())) {
                return reject(
                        line,
                        field,
                        value.text().indexOf(0) >= 0 ? RejectCode.NUL_CHARACTER : RejectCode.ILL_FORMED_TEXT,
                        field.word() + " " + Text.quote(value.text())
                                + " has a character that cannot be stored (U+0000 or half a surrogate pair)");
            }
        }
        return null;
    }

    private static Reject reject(Line line, Field field, RejectCode code, String message) {
        return new Reject(
                line.record().line(),
                line.record().number(),
                field,
                code,
                message,
                line.record().raw());
    }
}
