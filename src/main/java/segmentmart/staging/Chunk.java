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

/** Some records of a drop, as columns that one SQL statement takes. */
public final class Chunk {
    private static final int MAX_REJECT_CHARS = 4 << 20;

    private final long loadId;
    private final int limit;
    private final List<Client> clients = new ArrayList<>();
    private final List<Usage> usages = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private int rejectChars;

    Chunk(long loadId, int limit) {
        this.loadId = loadId;
        this.limit = limit;
    }

    /** Takes a record; returns whether there is room for another. */
    boolean add(Checked record) {
        if (record instanceof Usage usage) {
            usages.add(usage);
        } else if (record instanceof Client client) {
            clients.add(client);
        } else if (record instanceof Reject reject) {
            rejects.add(reject);
            rejectChars += reject.raw().length();
        }
        return size() < limit && rejectChars < MAX_REJECT_CHARS;
    }

    int size() {
        return clients.size() + usages.size() + rejects.size();
    }

    public boolean hasRows() {
        return !clients.isEmpty() || !usages.isEmpty();
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
        return clients.isEmpty() ? usageColumns() : clientColumns();
    }

    private Map<String, Object> clientColumns() {
        int n = clients.size();
        int[] ids = new int[n];
        String[] names = new String[n];
        @Nullable Integer[] revenues = new Integer[n];
        int[] lines = new int[n];
        for (int i = 0; i < n; i++) {
            Client client = clients.get(i);
            ids[i] = client.clientId();
            names[i] = client.name();
            revenues[i] = client.revenueRub();
            lines[i] = client.line();
        }
        return columns(
                Map.of("client_ids", ids, "client_names", names, "client_revenues", revenues, "line_nos", lines));
    }

    private Map<String, Object> usageColumns() {
        int n = usages.size();
        int[] ids = new int[n];
        String[] products = new String[n];
        int[] days = new int[n];
        int[] lines = new int[n];
        for (int i = 0; i < n; i++) {
            Usage usage = usages.get(i);
            ids[i] = usage.clientId();
            products[i] = usage.product();
            days[i] = usage.usedOn();
            lines[i] = usage.line();
        }
        return columns(Map.of("client_ids", ids, "product_names", products, "usage_days", days, "line_nos", lines));
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
        return columns(Map.of("line_nos", lines, "fields", fields, "codes", codes, "messages", messages, "raws", raws));
    }

    private Map<String, Object> columns(Map<String, Object> arrays) {
        Map<String, Object> columns = new HashMap<>(arrays);
        columns.put("load_id", loadId);
        return columns;
    }
}
