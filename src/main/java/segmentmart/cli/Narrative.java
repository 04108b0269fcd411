package segmentmart.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import segmentmart.lineage.Excerpt;
import segmentmart.lineage.Explanation;
import segmentmart.lineage.Trail;

/** An explanation as text. For one thread. */
final class Narrative {
    private static final int DIGITS_OF_SHA = 12;

    private final Explanation explanation;
    private final Trail trail;
    private final @Nullable String ruleOnDisk;
    private final StringBuilder out = new StringBuilder();

    /**
     * The text of an explanation.
     *
     * @param ruleOnDisk SHA-256 of the rule's file; null where it cannot be read
     */
    Narrative(Explanation explanation, @Nullable String ruleOnDisk) {
        this.explanation = explanation;
        this.trail = explanation.trail();
        this.ruleOnDisk = ruleOnDisk;
    }

    /** Clients among whom a name does not decide. */
    static String ofMatches(List<Map<String, @Nullable Object>> clients) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("client", "name"));
        clients.forEach(row -> table.add(List.of(text(row, "client_id"), text(row, "client_name"))));
        return Terminal.table(table);
    }

    String text() {
        Map<String, @Nullable Object> mart = trail.mart();
        line("client %s%s: %s", trail.id(), name(), mart == null ? "not in the mart" : text(mart, "client_segment"));
        explanation.reasons().forEach(reason -> line("  - %s", reason.sentence()));
        if (mart != null) {
            line("  income         %s", rubles(mart));
            line("  products used  %s, last on %s", text(mart, "usage_count"), text(mart, "last_product_usage_date"));
            line("  offer          %s", offer(mart));
        }
        rule();
        rows();
        uses();
        return out.toString();
    }

    /** As he is called now, or was last. */
    private String name() {
        List<Map<String, @Nullable Object>> earlier = trail.history().newest();
        Map<String, @Nullable Object> row =
                trail.client() != null || earlier.isEmpty() ? trail.client() : earlier.get(0);
        return row == null ? "" : ", " + text(row, "client_name");
    }

    private static String offer(Map<String, @Nullable Object> mart) {
        if (mart.get("clients_of_segment") == null) {
            return "not known: the relations of analysis are empty, segment-mart report tells why";
        }
        return mart.get("offer") == null
                ? "none, he has every product that his segment uses"
                : "%s: number %s of his segment, %s of its %s clients use it, he does not"
                        .formatted(
                                text(mart, "offer"),
                                text(mart, "offer_rank"),
                                Figures.of(mart, "offer_used_by"),
                                Figures.of(mart, "clients_of_segment"));
    }

    private void rule() {
        Map<String, @Nullable Object> refresh = trail.refresh();
        if (refresh == null || refresh.get("refresh_id") == null) {
            line("  rule           not applied yet: the mart was never refreshed");
            return;
        }
        String applied = text(refresh, "rule_sha256");
        line(
                "  rule           client_segments.sql %s, by refresh %s (%s) at %s",
                brief(applied),
                text(refresh, "refresh_id"),
                text(refresh, "mode"),
                Figures.moment(refresh, "finished_at"));
        if (ruleOnDisk == null) {
            line("                 its file is not there or cannot be read: put it back");
        } else if (!ruleOnDisk.equals(applied)) {
            line(
                    "                 its file is another by now, %s: segment-mart refresh applies it, unless status says it was refused",
                    brief(ruleOnDisk));
        }
    }

    private static String brief(String sha256) {
        return sha256.substring(0, Math.min(DIGITS_OF_SHA, sha256.length()));
    }

    /** His own row, and under it what it was before. */
    private void rows() {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(
                "  name",
                "income",
                "drop",
                "line",
                "load",
                "loaded at",
                trail.history().count() == 0 ? "" : "until load"));
        if (trail.client() != null) {
            table.add(row(trail.client(), ""));
        }
        for (Map<String, @Nullable Object> earlier : trail.history().newest()) {
            table.add(row(
                    earlier,
                    text(earlier, "replaced_by_load_id") + " (" + text(earlier, "replaced_by_drop_name") + ")"));
        }
        if (table.size() > 1) {
            line("client row");
            out.append(Terminal.table(table));
            more(trail.history());
        }
    }

    private static List<String> row(Map<String, @Nullable Object> row, String until) {
        List<String> cells = new ArrayList<>(List.of("  " + text(row, "client_name"), rubles(row)));
        cells.addAll(source(row));
        cells.add(until);
        return cells;
    }

    private void uses() {
        trail.uses().forEach((product, uses) -> {
            line("%s, %,d %s", Terminal.line(product), uses.count(), uses.count() == 1 ? "use" : "uses");
            List<List<String>> table = new ArrayList<>();
            table.add(List.of("  date", "drop", "line", "load", "loaded at"));
            for (Map<String, @Nullable Object> use : uses.newest()) {
                List<String> cells = new ArrayList<>(List.of("  " + text(use, "usage_date")));
                cells.addAll(source(use));
                table.add(cells);
            }
            out.append(Terminal.table(table));
            more(uses);
        });
    }

    private void more(Excerpt excerpt) {
        if (excerpt.more() > 0) {
            line("  … and %,d more", excerpt.more());
        }
    }

    private static List<String> source(Map<String, @Nullable Object> row) {
        return List.of(
                text(row, "drop_name"), text(row, "line_no"), text(row, "load_id"), Figures.moment(row, "loaded_at"));
    }

    private void line(String format, @Nullable Object... values) {
        out.append(Terminal.line(String.format(Locale.ROOT, format, values))).append(System.lineSeparator());
    }

    private static String rubles(Map<String, @Nullable Object> row) {
        return row.get("client_revenue") == null ? "unknown" : Figures.of(row, "client_revenue") + " ₽";
    }

    private static String text(Map<String, @Nullable Object> row, String column) {
        return Terminal.line(Figures.text(row, column));
    }
}
