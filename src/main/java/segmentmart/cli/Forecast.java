package segmentmart.cli;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a load would make of a file, as text. */
final class Forecast {
    private Forecast() {}

    /** The report of {@link CheckCommand} on a file. */
    static String text(Map<String, Object> report) {
        StringBuilder out = new StringBuilder(String.valueOf(report.get("file"))).append(": ");
        if (report.containsKey("kind")) {
            out.append(String.format(
                    Locale.ROOT,
                    "%s%s, %s%s, %s; %,d record%s, %,d bad",
                    report.get("kind"),
                    Boolean.TRUE.equals(report.get("snapshot")) ? " (a snapshot, without client_id)" : "",
                    report.get("format"),
                    report.containsKey("delimiter") ? " by \"" + report.get("delimiter") + "\"" : "",
                    report.get("encoding"),
                    Figures.number(report, "records_read"),
                    Figures.number(report, "records_read") == 1 ? "" : "s",
                    Figures.number(report, "records_rejected")));
        }
        out.append(verdict(report)).append(System.lineSeparator());
        if (report.get("ignored_columns") instanceof List<?> ignored && !ignored.isEmpty()) {
            out.append("  not read: ").append(join(ignored)).append(System.lineSeparator());
        }
        if (report.get("rejects") instanceof Map<?, ?> rejects && !rejects.isEmpty()) {
            out.append("  bad: ").append(join(rejects.entrySet())).append(System.lineSeparator());
        }
        if (report.get("corrects") instanceof Map<?, ?> correction && Boolean.TRUE.equals(correction.get("in_force"))) {
            out.append("  ").append(corrects(correction)).append(System.lineSeparator());
        }
        if (Boolean.TRUE.equals(report.get("ends_snapshots"))) {
            out.append("  the base is a snapshot: once this file gave ids, snapshots without client_id are refused")
                    .append(System.lineSeparator());
        }
        if (report.get("first_rejects") instanceof List<?> lines) {
            lines.forEach(line -> out.append("  ").append(line).append(System.lineSeparator()));
        }
        return Terminal.plain(out.toString());
    }

    private static String corrects(Map<?, ?> correction) {
        String load = "corrects load " + correction.get("load_id");
        if (Long.valueOf(0).equals(correction.get("open_rejects"))) {
            return load + ", which is in force and has no open rejects any more: it would add its records";
        }
        return load + ", which is in force, open rejects: " + correction.get("open_rejects")
                + (Boolean.TRUE.equals(correction.get("closes_them"))
                        ? "; it would close them"
                        : "; it would close none, for it holds fewer records: put all of them into it");
    }

    private static String join(Collection<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String verdict(Map<String, Object> report) {
        if (report.containsKey("error")) {
            return (report.containsKey("kind") ? "; " : "") + "it would fail: " + report.get("error");
        }
        if (report.get("duplicate_of_load_id") != null) {
            return "; a duplicate of load " + report.get("duplicate_of_load_id") + ", nothing of it would be loaded";
        }
        if (report.get("replaces_load_id") != null) {
            return "; it would take the place of load " + report.get("replaces_load_id");
        }
        return "";
    }
}
