package segmentmart.staging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import segmentmart.intake.Checked.Client;

/** Clients as the columns that {@code insert_clients.sql} and {@code upsert_clients.sql} take. */
final class ClientColumns {
    private final Ints lines = new Ints();
    private final Ints ids = new Ints();
    private final List<String> names = new ArrayList<>();
    private final List<@Nullable Integer> revenues = new ArrayList<>();

    /** Takes a client; returns how many characters more are held. */
    int add(Client client) {
        lines.add(client.line());
        ids.add(client.clientId());
        names.add(client.name());
        revenues.add(client.revenueRub());
        return client.name().length();
    }

    int size() {
        return lines.size();
    }

    /** In the order of the primary key, of an id given twice the later record. */
    Map<String, Object> inOrder() {
        int[] order = lastOfEach(ids.order());
        List<String> namesInOrder = new ArrayList<>(order.length);
        @Nullable Integer[] revenuesInOrder = new Integer[order.length];
        for (int i = 0; i < order.length; i++) {
            namesInOrder.add(names.get(order[i]));
            revenuesInOrder[i] = revenues.get(order[i]);
        }
        return Map.of(
                "line_nos", lines.at(order),
                "client_ids", ids.at(order),
                "least_client_id", ids.get(order[0]),
                "greatest_client_id", ids.get(order[order.length - 1]),
                "client_names", new TextColumn(namesInOrder),
                "client_revenues", revenuesInOrder);
    }

    private int[] lastOfEach(int[] order) {
        int[] last = new int[order.length];
        int n = 0;
        for (int i = 0; i < order.length; i++) {
            if (i == order.length - 1 || ids.get(order[i]) != ids.get(order[i + 1])) {
                last[n++] = order[i];
            }
        }
        return Arrays.copyOf(last, n);
    }
}
