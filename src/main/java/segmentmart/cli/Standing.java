package segmentmart.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import segmentmart.export.Published;

/** How things stand, as text: ledger rows and the mart. */
final class Standing {
    private static final int MAX_ERROR = 300;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Standing() {}

    /** Ledger rows as a table, and under it why drops failed. */
    static String loads(List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            return "no drop was loaded yet" + System.lineSeparator();
        }
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("load", "drop", "status", "read", "loaded", "rejected", "superseded", "seconds"));
        StringBuilder errors = new StringBuilder();
        for (Map<String, Object> row : rows) {
            table.add(List.of(
                    Figures.text(row, "load_id"),
                    Figures.text(row, "drop_name"),
                    Figures.text(row, "status") + note(row),
                    Figures.of(row, "records_read"),
                    Figures.of(row, "records_loaded"),
                    Figures.of(row, "records_rejected"),
                    Figures.of(row, "records_superseded"),
                    row.get("seconds") instanceof Number seconds
                            ? String.format(Locale.ROOT, "%.1f", seconds.doubleValue())
                            : ""));
            if (row.get("error") != null) {
                String error = Figures.text(row, "error");
                errors.append("  ")
                        .append(Figures.text(row, "drop_name"))
                        .append(": ")
                        .append(error.length() > MAX_ERROR ? error.substring(0, MAX_ERROR) + "…" : error)
                        .append(System.lineSeparator());
            }
        }
        return Terminal.table(table) + Terminal.plain(errors.toString());
    }

    /** Why drops wait in the inbox after failed tries. */
    static String waits(List<Map<String, Object>> rows) {
        StringBuilder out = new StringBuilder();
        for (Map<String, Object> row : rows) {
            out.append("  ")
                    .append(Figures.text(row, "drop_name"))
                    .append(": ")
                    .append(Figures.of(row, "tries").equals("1") ? "1 try" : Figures.of(row, "tries") + " tries")
                    .append(" failed, the last at ")
                    .append(Figures.moment(row, "last_failed_at"))
                    .append(": ")
                    .append(Figures.text(row, "error"))
                    .append(System.lineSeparator());
        }
        return Terminal.plain(out.toString());
    }

    private static String note(Map<String, Object> row) {
        if (row.get("duplicate_of_load_id") != null) {
            return " of " + row.get("duplicate_of_load_id");
        }
        return (row.get("replaces_load_id") == null ? "" : " in place of " + row.get("replaces_load_id"))
                + (row.get("corrects_load_id") == null
                        ? ""
                        : ", closes " + Figures.counted(Figures.number(row, "rejects_closed"), "reject") + " of "
                                + row.get("corrects_load_id"))
                + (row.get("retracted_at") == null ? "" : ", taken out");
    }

    /** The mart after its last refresh. */
    static String mart(Map<String, Object> standing) {
        String end = System.lineSeparator();
        StringBuilder out = new StringBuilder();
        if (standing.get("refresh_id") == null) {
            out.append("mart: never refreshed").append(end);
        } else {
            out.append(String.format(
                    "mart: %s clients, %s without products, %s orphans; refresh %s (%s) at %s%n",
                    Figures.of(standing, "clients_in_mart"),
                    Figures.of(standing, "clients_without_products"),
                    Figures.of(standing, "orphans"),
                    Figures.text(standing, "refresh_id"),
                    Figures.text(standing, "refresh_mode"),
                    Figures.moment(standing, "refreshed_at")));
            out.append(segments(counts(Figures.text(standing, "segments"))));
        }
        if (!Figures.of(standing, "loads_not_in_mart").equals("0")) {
            out.append("mart: loads not in it yet: ")
                    .append(Figures.of(standing, "loads_not_in_mart"))
                    .append(end);
        }
        if (standing.get("refresh_error") != null) {
            out.append("mart: the last refresh failed, it is as it was before: ")
                    .append(Figures.text(standing, "refresh_error"))
                    .append(end);
        }
        if (!Figures.of(standing, "open_rejects").equals("0")) {
            out.append("rejects: ")
                    .append(Figures.of(standing, "open_rejects"))
                    .append(" open, see segment-mart rejects")
                    .append(end);
        }
        return Terminal.plain(out.toString());
    }

    /** Tells people what the mart lacks, beside what a program may read on standard output. */
    static void warn(Published published) {
        published.warnings().forEach(warning -> System.err.println(Terminal.plain(warning)));
    }

    /** What was published when, in some words. */
    static String of(Published published) {
        return published.at() == null
                ? "nothing published yet"
                : "publication " + published.publicationId() + " of "
                        + MOMENT.format(published.at().atZone(ZoneId.systemDefault()));
    }

    /** What was published when, for programs. */
    static Map<String, @Nullable Object> report(Published published) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("publication_id", published.publicationId());
        report.put("refresh_id", published.refreshId());
        report.put("as_of_date", Objects.toString(published.asOf(), null));
        report.put("published_at", published.at() == null ? null : Timestamp.from(published.at()));
        report.put("loads_not_in_mart", published.loadsNotInMart());
        report.put("refresh_error", published.refreshError());
        return report;
    }

    /** The standing for programs: the segments as an object. */
    static Map<String, Object> report(Map<String, Object> standing) {
        Map<String, Object> report = new LinkedHashMap<>(standing);
        report.computeIfPresent("segments", (column, json) -> counts(json.toString()));
        return report;
    }

    private static String segments(Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return "";
        }
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("segment", "clients", "share"));
        counts.forEach((segment, n) -> table.add(List.of(
                "  " + segment,
                String.format(Locale.ROOT, "%,d", n),
                String.format(Locale.ROOT, "%.1f %%", 100.0 * n / all))));
        return Terminal.table(table);
    }

    private static Map<String, Long> counts(String json) {
        try {
            return new TreeMap<>(new ObjectMapper().readValue(json, new TypeReference<Map<String, Long>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("data_mart.refresh.segments is not an object of counts: " + json, e);
        }
    }
}
