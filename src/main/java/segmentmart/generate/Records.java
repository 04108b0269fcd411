package segmentmart.generate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The records of one drop on their way into its file, the bad ones counted. For one thread. */
final class Records {
    private static final int MOST_LINES_TOLD = 100;
    private static final long PROGRESS_EVERY = 1 << 14;

    private final String drop;
    private final DropFile file;
    private final Format format;
    private final List<Column> columns;
    private final byte[][] pieces;
    private final Breakage breakage;
    private final LongConsumer progress;
    private final Map<Flaw, Bad> bad = new EnumMap<>(Flaw.class);
    private long records;
    private long badRecords;

    private static final class Bad {
        private final List<Long> lines = new ArrayList<>();
        private long records;
    }

    /**
     * Begins with the header.
     *
     * @param drop the file's name
     * @param progress is told the number of records written since it was told last
     */
    Records(String drop, DropFile file, Format format, List<Column> columns, Breakage breakage, LongConsumer progress)
            throws IOException {
        this.drop = drop;
        this.file = file;
        this.format = format;
        this.columns = columns;
        this.pieces = format.pieces(columns).toArray(byte[][]::new);
        this.breakage = breakage;
        this.progress = progress;
        file.put(format.header(columns));
    }

    /** Begins the next record; answers in which way it is to be bad, null for a good one. */
    @Nullable
    Flaw begin() {
        if (records % PROGRESS_EVERY == 0 && records > 0) {
            progress.accept(PROGRESS_EVERY);
        }
        return breakage.of(records++);
    }

    /** Writes what stands before the n-th value, or behind the last. */
    DropFile before(int value) throws IOException {
        file.put(pieces[value]);
        return file;
    }

    /** Writes the record that was begun as a bad one. */
    void bad(Flaw flaw, List<String> values) throws IOException {
        file.put(flaw.write(format, columns, pieces, values));
        Bad so = bad.computeIfAbsent(flaw, f -> new Bad());
        so.records++;
        badRecords++;
        if (so.lines.size() < MOST_LINES_TOLD) {
            so.lines.add(records + (format == Format.CSV ? 1 : 0));
        }
    }

    /** Ends the drop. */
    void complete() throws IOException {
        file.complete();
        long untold = records % PROGRESS_EVERY;
        progress.accept(untold == 0 && records > 0 ? PROGRESS_EVERY : untold);
    }

    /** The ledger's counts. */
    Truth.Drop counts() {
        return new Truth.Drop(drop, records, records - badRecords, badRecords);
    }

    List<Truth.Rejects> rejects() {
        return bad.entrySet().stream()
                .map(e -> new Truth.Rejects(
                        drop, e.getKey().word(), e.getKey().code(), e.getValue().records, e.getValue().lines))
                .toList();
    }
}
