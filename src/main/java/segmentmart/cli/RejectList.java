package segmentmart.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import segmentmart.intake.DropName;

/** The rejects that were asked for, on the terminal: by load, with what to do about them. */
final class RejectList {
    /** The most of a raw record that a line shows. */
    private static final int RAW_WIDTH = 100;

    @Mixin
    private RejectsOption rejects = new RejectsOption();

    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--last", paramLabel = "N", defaultValue = "20", description = "How many records (default: 20).")
    private int last;

    private record Answer(List<Map<String, @Nullable Object>> rows, List<Map<String, @Nullable Object>> codes) {}

    int show() throws IOException {
        if (last < 0) {
            throw new Refusal(ExitCode.USAGE, "--last " + last + " is less than none (expected 0 or more)");
        }
        try (Session session = Session.open(option, "rejects")) {
            Answer answer =
                    rejects.read(session.database().pool(), found -> new Answer(found.rows(last), found.codes()));
            Path folder = session.settings().inbox().resolve("rejected");
            if (json.isOn()) {
                json.print(report(answer, folder));
            } else {
                System.out.print(text(answer, folder));
            }
            return ExitCode.OK;
        }
    }

    private static Map<String, Object> report(Answer answer, Path folder) {
        Map<String, Object> codes = new LinkedHashMap<>();
        answer.codes().forEach(row -> codes.put(Figures.text(row, "code"), Figures.number(row, "records")));
        for (Map<String, @Nullable Object> row : answer.rows()) {
            Path file = file(row, folder);
            row.put("rejected_file", file != null && Files.exists(file) ? file.toString() : null);
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("records", total(answer));
        report.put("codes", codes);
        report.put("rejects", answer.rows());
        return report;
    }

    private String text(Answer answer, Path folder) {
        if (answer.codes().isEmpty()) {
            return (rejects.isAll() ? "no rejects" : "no open rejects; --all shows those that were corrected too")
                    + System.lineSeparator();
        }
        StringBuilder out = new StringBuilder();
        Map<Long, List<Map<String, @Nullable Object>>> loads = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> row : answer.rows()) {
            loads.computeIfAbsent(Figures.number(row, "load_id"), id -> new ArrayList<>())
                    .add(row);
        }
        loads.values().forEach(rows -> load(out, rows, folder));
        List<List<String>> totals = new ArrayList<>(List.of(List.of("code", "records")));
        answer.codes().forEach(row -> totals.add(List.of(Figures.text(row, "code"), Figures.of(row, "records"))));
        out.append(Terminal.table(totals));
        long more = total(answer) - answer.rows().size();
        if (more > 0) {
            line(
                    out,
                    "not shown: " + Figures.of(more)
                            + "; --last N shows more, segment-mart rejects export writes them all");
        }
        return out.toString();
    }

    /** The rejects of a load, and what to do about those that are open. */
    private void load(StringBuilder out, List<Map<String, @Nullable Object>> rows, Path folder) {
        Map<String, @Nullable Object> first = rows.get(0);
        line(out, Figures.text(first, "drop_name") + ", load " + Figures.text(first, "load_id"));
        for (Map<String, @Nullable Object> row : rows) {
            line(
                    out,
                    "  line " + Figures.text(row, "line_no") + ", "
                            + (row.get("field") == null ? "" : Figures.text(row, "field") + ", ")
                            + Figures.text(row, "code") + (rejects.isAll() ? ", " + state(row) : "") + ": "
                            + Figures.text(row, "message"));
            line(out, "    " + Terminal.cut(Figures.text(row, "raw"), RAW_WIDTH));
        }
        if (rows.stream().anyMatch(row -> "open".equals(row.get("state")))) {
            line(out, "  " + cure(first, folder));
        }
        line(out, "");
    }

    private static String state(Map<String, @Nullable Object> row) {
        return switch (Figures.text(row, "state")) {
            case "closed" -> "closed by " + Figures.text(row, "resolved_by_drop_name");
            case "void" -> "void, its load counts no more";
            default -> "open";
        };
    }

    private static String cure(Map<String, @Nullable Object> row, Path folder) {
        Path file = file(row, folder);
        return file != null && Files.exists(file)
                ? "to do: correct all of them in " + file + " and move that file to " + folder.getParent()
                : "to do: their file is not in " + folder + " any more; segment-mart rejects export "
                        + Figures.text(row, "load_id") + " writes what was set aside";
    }

    /** Where the rejects of a load were put to be corrected; null for a name that is no drop's. */
    private static @Nullable Path file(Map<String, @Nullable Object> row, Path folder) {
        DropName name = DropName.ofOrNull(Figures.text(row, "drop_name"));
        return name == null ? null : folder.resolve(name.rejectFileName(Figures.number(row, "load_id")));
    }

    private static long total(Answer answer) {
        return answer.codes().stream()
                .mapToLong(row -> Figures.number(row, "records"))
                .sum();
    }

    private static void line(StringBuilder out, String text) {
        out.append(Terminal.line(text)).append(System.lineSeparator());
    }
}
