package segmentmart.drill;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import segmentmart.drill.Delivery.Client;
import segmentmart.drill.Delivery.End;
import segmentmart.drill.Delivery.Use;

/**
 * What base and mart must hold once all deliveries have come to their end.
 *
 * @param deliveries in the order of their versions
 */
record Truth(List<Delivery> deliveries) {

    /** A row of the mart. */
    record Segment(int clientId, String name, int revenueRub, int products, String segment, LocalDate lastUse) {}

    /** The deliveries of an end. */
    List<Delivery> of(End end) {
        return deliveries.stream().filter(d -> d.end() == end).toList();
    }

    /** Clients as the last delivery that had them told, by id. */
    Map<Integer, Client> clients() {
        Map<Integer, Client> clients = new TreeMap<>();
        for (Delivery delivery : of(End.LOADED)) {
            delivery.content().clients().forEach(client -> clients.put(client.clientId(), client));
        }
        return clients;
    }

    /** The mart, by client. */
    List<Segment> segments() {
        Map<String, Delivery> inForce = new HashMap<>();
        of(End.LOADED).forEach(delivery -> inForce.put(delivery.name(), delivery));
        Map<Integer, Set<String>> products = new HashMap<>();
        Map<Integer, LocalDate> lastUse = new HashMap<>();
        for (Delivery delivery : inForce.values()) {
            for (Use use : delivery.content().uses()) {
                products.computeIfAbsent(use.clientId(), id -> new HashSet<>()).add(use.product());
                lastUse.merge(use.clientId(), use.day(), (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        List<Segment> segments = new ArrayList<>();
        for (Client client : clients().values()) {
            int id = client.clientId();
            LocalDate last = lastUse.get(id);
            if (last != null) {
                int used = products.getOrDefault(id, Set.of()).size();
                segments.add(new Segment(id, client.name(), client.revenueRub(), used, segment(used), last));
            }
        }
        return segments;
    }

    private static String segment(int products) {
        return switch (products) {
            case 1 -> "1 продукт";
            case 2 -> "2 продукта";
            default -> "3+ продуктов";
        };
    }
}
