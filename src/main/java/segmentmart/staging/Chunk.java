package segmentmart.staging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import segmentmart.intake.Checked;
import segmentmart.intake.Checked.Client;
import segmentmart.intake.Checked.Reject;
import segmentmart.intake.Checked.Usage;

/** Some records of a drop, as columns that one SQL statement takes. Does not change. */
public final class Chunk {
    private final long loadId;
    private final int size;
    private final Map<String, Object> rows;
    private final List<Reject> rejects;

    private Chunk(long loadId, int size, Map<String, Object> rows, List<Reject> rejects) {
        this.loadId = loadId;
        this.size = size;
        this.rows = columns(loadId, rows);
        this.rejects = rejects;
    }

    /** Gathers the records of a chunk. For one thread. */
    static final class Builder {
        private static final int MAX_CHARS = 8 << 20;

        private final long loadId;
        private final int limit;
        private final UsageColumns usage = new UsageColumns();
        private final ClientColumns clients = new ClientColumns();
        private final List<Reject> rejects = new ArrayList<>();
        private int chars;

        Builder(long loadId, int limit) {
            this.loadId = loadId;
            this.limit = limit;
        }

        /** Takes a record; returns whether there is room for another. */
        boolean add(Checked record) {
            if (record instanceof Usage use) {
                chars += usage.add(use);
            } else if (record instanceof Client client) {
                chars += clients.add(client);
            } else if (record instanceof Reject reject) {
                rejects.add(reject);
                chars += reject.raw().length() + reject.message().length();
            }
            return size() < limit && chars < MAX_CHARS;
        }

        private int size() {
            return usage.size() + clients.size() + rejects.size();
        }

        Chunk build() {
            Map<String, Object> rows =
                    usage.size() > 0 ? usage.inOrder() : clients.size() > 0 ? clients.inOrder() : Map.of();
            return new Chunk(loadId, size(), rows, List.copyOf(rejects));
        }
    }

    /** Number of records, rejected ones among them. */
    int size() {
        return size;
    }

    /** Number of rows that it makes: of an id given twice the later record. */
    int rowCount() {
        return rows.get("line_nos") instanceof int[] lines ? lines.length : 0;
    }

    public boolean hasRows() {
        return rowCount() > 0;
    }

    public boolean hasRejects() {
        return !rejects.isEmpty();
    }

    /** The bad records, in the order of the drop. */
    public List<Reject> rejects() {
        return rejects;
    }

    /** The rows: parameters of the insert of this kind. */
    public Map<String, Object> rows() {
        return rows;
    }

    /** The rejects: parameters of {@code insert_rejected_record.sql}. */
    public Map<String, Object> rejectColumns() {
        int n = rejects.size();
        int[] lines = new int[n];
        @Nullable String[] fields = new String[n];
        String[] codes = new String[n];
        String[] messages = new String[n];
        String[] raws = new String[n];
        for (int i = 0; i < n; i++) {
            Reject reject = rejects.get(i);
            lines[i] = reject.line();
            fields[i] = reject.field() == null ? null : reject.field().word();
            codes[i] = reject.code().word();
            messages[i] = reject.message();
            raws[i] = reject.storableRaw();
        }
        return columns(
                loadId,
                Map.of("line_nos", lines, "fields", fields, "codes", codes, "messages", messages, "raws", raws));
    }

    private static Map<String, Object> columns(long loadId, Map<String, Object> arrays) {
        Map<String, Object> columns = new HashMap<>(arrays);
        columns.put("load_id", loadId);
        return columns;
    }
}
