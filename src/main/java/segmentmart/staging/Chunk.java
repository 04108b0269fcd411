package segmentmart.staging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import segmentmart.intake.Checked;
import segmentmart.intake.Checked.Client;
import segmentmart.intake.Checked.Reject;
import segmentmart.intake.Checked.Usage;

/** Some records of a drop, as columns that one SQL statement takes. */
public final class Chunk {
    private static final int MAX_CHARS = 8 << 20;

    private final long loadId;
    private final int limit;
    private final Ints lines = new Ints();
    private final Ints clientIds = new Ints();
    private final Ints productNos = new Ints();
    private final Ints usageDays = new Ints();
    private final Map<String, Integer> products = new LinkedHashMap<>();
    private final List<String> clientNames = new ArrayList<>();
    private final List<@Nullable Integer> clientRevenues = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private int chars;
    private int leastClientId = Integer.MAX_VALUE;
    private int greatestClientId;

    Chunk(long loadId, int limit) {
        this.loadId = loadId;
        this.limit = limit;
    }

    /** Takes a record; returns whether there is room for another. */
    boolean add(Checked record) {
        if (record instanceof Usage usage) {
            add(usage);
        } else if (record instanceof Client client) {
            add(client);
        } else if (record instanceof Reject reject) {
            rejects.add(reject);
            chars += reject.raw().length();
        }
        return size() < limit && chars < MAX_CHARS;
    }

    private void add(Usage usage) {
        lines.add(usage.line());
        clientIds.add(usage.clientId());
        Integer known = products.putIfAbsent(usage.product(), products.size() + 1);
        if (known == null) {
            chars += usage.product().length();
        }
        productNos.add(known == null ? products.size() : known);
        usageDays.add(usage.usedOn());
    }

    private void add(Client client) {
        lines.add(client.line());
        clientIds.add(client.clientId());
        leastClientId = Math.min(leastClientId, client.clientId());
        greatestClientId = Math.max(greatestClientId, client.clientId());
        chars += client.name().length();
        clientNames.add(client.name());
        clientRevenues.add(client.revenueRub());
    }

    int size() {
        return lines.size() + rejects.size();
    }

    public boolean hasRows() {
        return lines.size() > 0;
    }

    public boolean hasRejects() {
        return !rejects.isEmpty();
    }

    /** The bad records, in the order of the drop. */
    public List<Reject> rejects() {
        return rejects;
    }

    /** The rows: parameters of the insert of this kind. A product is told by its place in {@code products}, from 1. */
    public Map<String, Object> rows() {
        return columns(
                clientNames.isEmpty()
                        ? Map.of(
                                "line_nos", lines.toArray(),
                                "client_ids", clientIds.toArray(),
                                "products", products.keySet().toArray(new String[0]),
                                "product_nos", productNos.toArray(),
                                "usage_days", usageDays.toArray())
                        : Map.of(
                                "line_nos", lines.toArray(),
                                "client_ids", clientIds.toArray(),
                                "least_client_id", leastClientId,
                                "greatest_client_id", greatestClientId,
                                "client_names", clientNames.toArray(new String[0]),
                                "client_revenues", clientRevenues.toArray(new Integer[0])));
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
