package segmentmart.intake;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The checked records of one drop, read as they are asked for, and what the drop says of itself. For one thread. */
public final class Reading implements Iterator<Checked> {
    private final Drop drop;
    private final @Nullable String delimiter;
    private final String header;
    private final boolean snapshot;
    private final Supplier<List<String>> ignored;
    private final Iterator<? extends Checked> records;

    /**
     * Wraps what was opened.
     *
     * @param delimiter of a CSV drop; null for JSONL
     * @param header to be written over rejected records, empty for JSONL
     * @param ignored names the columns or keys that mean nothing here, complete at the end
     * @param records in the order of the drop
     */
    Reading(
            Drop drop,
            @Nullable String delimiter,
            String header,
            boolean snapshot,
            Supplier<List<String>> ignored,
            Iterator<? extends Checked> records) {
        this.drop = drop;
        this.delimiter = delimiter;
        this.header = header;
        this.ignored = ignored;
        this.records = records;
        // An empty snapshot would take every client away; it is an empty drop and changes nothing.
        this.snapshot = snapshot && hasNext();
    }

    public Drop drop() {
        return drop;
    }

    public @Nullable String delimiter() {
        return delimiter;
    }

    /** The header line as written, without its line end; empty for JSONL. */
    public String header() {
        return header;
    }

    /** Whether the drop is the whole client base, its record numbers being the ids. */
    public boolean isSnapshot() {
        return snapshot;
    }

    public List<String> ignored() {
        return ignored.get();
    }

    @Override
    public boolean hasNext() {
        return records.hasNext();
    }

    @Override
    public Checked next() {
        return records.next();
    }
}
