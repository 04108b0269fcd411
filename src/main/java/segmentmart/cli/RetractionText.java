package segmentmart.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A retraction as text. */
final class RetractionText {
    private RetractionText() {}

    /** What is about to be done with a load. */
    static String intent(Map<String, @Nullable Object> load) {
        return line("taking out load " + Figures.text(load, "load_id") + " of " + Figures.text(load, "drop_name")
                + ", records: " + Figures.of(load, "records_loaded")
                + "; loads, refreshes and plans under way are waited for, and the mart is computed anew after that");
    }

    /** What was done, and what may have to be dropped again. */
    static String done(Map<String, @Nullable Object> report) {
        List<String> done = new ArrayList<>();
        add(done, report, "uses_removed", "use", "removed");
        add(done, report, "uses_restored", "use", "of load " + Figures.text(report, "restores_load_id") + " back");
        add(done, report, "clients_removed", "client row", "removed");
        add(done, report, "clients_restored", "client row", "back as before");
        add(done, report, "rejects_reopened", "reject", "open again");
        StringBuilder out = new StringBuilder(line(Figures.text(report, "drop_name") + ": load "
                + Figures.text(report, "load_id") + " is taken out: "
                + (done.isEmpty() ? "it held nothing that counted" : String.join(", ", done))));
        if (report.get("load_ids") instanceof List<?> loads && loads.size() > 1) {
            out.append(line("with it go the corrections to it: load "
                    + loads.stream()
                            .filter(load -> !load.equals(report.get("load_id")))
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "))));
        }
        if (report.get("duplicates") instanceof List<?> copies && !copies.isEmpty()) {
            out.append(
                    line("the same content came under another name, and was not loaded for that; to have it count, drop"
                            + " again: " + copies.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        if (Boolean.TRUE.equals(report.get("is_barred"))) {
            out.append(line("clients drops with client_id count beside it: it would be refused if it came again, unless"
                    + " those are taken out, too"));
        }
        return out.toString();
    }

    private static void add(
            List<String> done, Map<String, @Nullable Object> report, String column, String what, String became) {
        long rows = Figures.number(report, column);
        if (rows > 0) {
            done.add(Figures.counted(rows, what) + " " + became);
        }
    }

    private static String line(String text) {
        return Terminal.line(text) + System.lineSeparator();
    }
}
