package segmentmart.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import segmentmart.rehearsal.Plan;

/** A plan as text. For one thread. */
final class PlanText {
    private static final int MOST_RESTATED = 12;

    private final Plan plan;
    private final StringBuilder out = new StringBuilder();

    PlanText(Plan plan) {
        this.plan = plan;
    }

    String text() {
        plan.drops().forEach(this::drop);
        clients(plan.clients());
        mart();
        restatements();
        line("nothing of this was kept: it was tried, and rolled back");
        return out.toString();
    }

    private void drop(Map<String, @Nullable Object> drop) {
        String file = drop.get("file") + ": ";
        if (drop.get("error") != null) {
            line(file + "it would fail: " + drop.get("error"));
            return;
        }
        if (drop.get("ended_as_load_id") != null) {
            line(file + "nothing would be loaded, it is load " + drop.get("ended_as_load_id")
                    + " already and has only to be" + " moved");
            return;
        }
        if (drop.get("duplicate_of_load_id") != null) {
            line(file + "nothing would be loaded, it is a duplicate of "
                    + load(drop.get("duplicate_of_load_id"), " (" + drop.get("duplicate_of_drop") + ")"));
            return;
        }
        List<String> facts = new ArrayList<>();
        facts.add(Figures.counted(Figures.number(drop, "records_read"), "record") + ", "
                + Figures.of(drop, "records_loaded") + " to load");
        add(facts, drop, "records_rejected", "bad");
        add(facts, drop, "records_superseded", "superseded by later ones");
        if (drop.get("replaces_load_id") != null) {
            facts.add("in place of "
                    + load(
                            drop.get("replaces_load_id"),
                            Figures.number(drop, "uses_replaced") == 0
                                    ? ""
                                    : " (" + Figures.counted(Figures.number(drop, "uses_replaced"), "use") + ")"));
            add(facts, drop, "rejects_void", "of its rejects count no more");
        }
        if (drop.get("corrects_load_id") != null) {
            facts.add("closes " + Figures.counted(Figures.number(drop, "rejects_closed"), "reject") + " of load "
                    + drop.get("corrects_load_id"));
        }
        if (Boolean.TRUE.equals(drop.get("snapshot"))) {
            facts.add("a snapshot of all clients");
        }
        if (Boolean.TRUE.equals(drop.get("ends_snapshots"))) {
            facts.add("the first with ids: a snapshot without them would be refused from then on");
        }
        line(file + String.join(", ", facts));
        if (drop.get("first_rejects") instanceof List<?> rejects) {
            rejects.forEach(reject ->
                    line("  line " + ((Map<?, ?>) reject).get("line_no") + ": " + ((Map<?, ?>) reject).get("message")));
            long more = Figures.number(drop, "records_rejected") - rejects.size();
            if (more > 0) {
                line("  and " + Figures.of(more) + " more");
            }
        }
    }

    /** A load, whose number nobody will see again where it is one of the plan. */
    private String load(@Nullable Object id, String more) {
        boolean isOfPlan = plan.drops().stream().anyMatch(drop -> Objects.equals(drop.get("load_id"), id));
        return (isOfPlan ? "a file before it" : "load " + id) + more;
    }

    private void clients(Map<String, @Nullable Object> clients) {
        List<String> facts = new ArrayList<>();
        add(facts, clients, "clients_new", "new");
        add(facts, clients, "clients_changed", "changed");
        add(facts, clients, "clients_removed", "removed");
        add(facts, clients, "clients_the_same", "the same as before");
        if (!facts.isEmpty()) {
            line("clients: " + String.join(", ", facts));
        }
    }

    private void mart() {
        line("mart: " + change("clients_in_mart", "client") + "; "
                + change("clients_without_products", "without products") + "; " + change("orphans", "orphan"));
        if (plan.moves().isEmpty()) {
            line("no client moves to another segment");
            return;
        }
        List<List<String>> table = new ArrayList<>(List.of(List.of("segment before", "after", "clients")));
        plan.moves()
                .forEach(move -> table.add(List.of(
                        "  " + name(move, "segment_before"),
                        name(move, "segment_after"),
                        Figures.of(move, "clients"))));
        out.append(Terminal.table(table));
    }

    private static String name(Map<String, @Nullable Object> move, String column) {
        return move.get(column) == null ? "none" : String.valueOf(move.get(column));
    }

    private String change(String column, String what) {
        long before = Figures.number(plan.before(), column);
        long after = Figures.number(plan.after(), column);
        String subject = what.contains(" ") ? what : what + "s";
        return before == after
                ? Figures.of(after) + " " + subject
                : Figures.of(before) + " → " + Figures.of(after) + " " + subject;
    }

    private void restatements() {
        List<Map<String, @Nullable Object>> restated = plan.restatements();
        if (restated.isEmpty()) {
            line("no closed month is restated");
            return;
        }
        List<List<String>> table =
                new ArrayList<>(List.of(List.of("month restated", "segment", "figure", "before", "after")));
        restated.stream()
                .limit(MOST_RESTATED)
                .forEach(row -> table.add(List.of(
                        "  " + String.valueOf(row.get("month")).substring(0, "2025-05".length()),
                        String.valueOf(row.get("client_segment")),
                        String.valueOf(row.get("figure")),
                        Figures.of(row, "before"),
                        Figures.of(row, "after"))));
        out.append(Terminal.table(table));
        if (restated.size() > MOST_RESTATED) {
            line("  and " + Figures.of(restated.size() - MOST_RESTATED) + " more figures");
        }
    }

    private void line(String text) {
        out.append(text).append(System.lineSeparator());
    }

    private static void add(List<String> facts, Map<String, @Nullable Object> row, String column, String what) {
        if (Figures.number(row, column) > 0) {
            facts.add(Figures.of(Figures.number(row, column)) + " " + what);
        }
    }
}
