package segmentmart.staging;

import java.util.LinkedHashMap;
import java.util.Map;
import segmentmart.intake.Checked.Usage;

/** Uses as the columns that {@code insert_product_usage.sql} takes. */
final class UsageColumns {
    private final Ints lines = new Ints();
    private final Ints clientIds = new Ints();
    private final Ints productNos = new Ints();
    private final Ints usageDays = new Ints();
    private final Map<String, Integer> products = new LinkedHashMap<>();

    /** Takes a use; returns how many characters more are held. */
    int add(Usage usage) {
        lines.add(usage.line());
        clientIds.add(usage.clientId());
        usageDays.add(usage.usedOn());
        Integer known = products.putIfAbsent(usage.product(), products.size() + 1);
        productNos.add(known == null ? products.size() : known);
        return known == null ? usage.product().length() : 0;
    }

    int size() {
        return lines.size();
    }

    /** In the order of the primary key. A product is told by its place in {@code products}, from 1. */
    Map<String, Object> inOrder() {
        int[] order = clientIds.order();
        return Map.of(
                "line_nos", lines.at(order),
                "client_ids", clientIds.at(order),
                "products", new TextColumn(products.keySet()),
                "product_nos", productNos.at(order),
                "usage_days", usageDays.at(order));
    }
}
