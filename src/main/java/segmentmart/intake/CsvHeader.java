package segmentmart.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.jspecify.annotations.Nullable;
import segmentmart.intake.Framed.Fault;

/**
 * What the header of a CSV drop says: the delimiter, and which column holds which field.
 *
 * @param written the header as it stands in the drop
 * @param width number of columns, empty names at the end aside
 * @param ignored columns that mean nothing here
 */
record CsvHeader(String written, char delimiter, Map<Field, Integer> columns, int width, Set<String> ignored) {
    private static final char[] DELIMITERS = {',', ';', '\t'};
    private static final int SEP_LINE_CHARS = 5;

    /**
     * Takes the header off a drop, and the {@code sep=;} line that Excel writes before it. From then on the framing
     * reads CSV. Throws {@link DropRefused} where required columns are missing or repeated.
     */
    static CsvHeader take(Framing framing, Kind kind) throws IOException {
        Framed first = framing.peekCsv(DELIMITERS[0]);
        if (first == null) {
            throw new DropRefused("it has no header, only blank lines", "write the column names in its first line");
        }
        char forced = separator(first.raw());
        if (forced != 0) {
            framing.next();
        }
        char delimiter = forced != 0 ? forced : bestDelimiter(framing, kind);
        framing.readCsv(delimiter);
        Framed header = framing.next();
        framing.restartNumbers();
        if (header == null) {
            throw new DropRefused("it has no header behind its sep= line", "write the column names in its second line");
        }
        if (header.fault() != Fault.NONE) {
            throw new DropRefused(
                    "its header, line " + header.line() + ", cannot be read: "
                            + RecordRules.faulty(header).message(),
                    "mend that line and drop the file again");
        }
        return of(header.raw(), kind, delimiter, header.line());
    }

    private static char separator(String line) {
        String plain = Text.strip(line).replace("\"", "");
        return line.contains("=")
                        && (plain.length() == SEP_LINE_CHARS || plain.equals("sep="))
                        && plain.regionMatches(true, 0, "sep=", 0, SEP_LINE_CHARS - 1)
                ? plain.length() == SEP_LINE_CHARS ? plain.charAt(SEP_LINE_CHARS - 1) : '\t'
                : 0;
    }

    /** The delimiter under which most names mean something; where none do, the one that gives most names. */
    private static char bestDelimiter(Framing framing, Kind kind) throws IOException {
        char best = DELIMITERS[0];
        int bestScore = -1;
        for (char delimiter : DELIMITERS) {
            Framed header = framing.peekCsv(delimiter);
            if (header == null || header.fault() != Fault.NONE) {
                continue;
            }
            List<String> names = names(header.raw(), delimiter);
            int known = (int) names.stream().filter(n -> kind.field(n) != null).count();
            int score = known * 10_000 + Math.min(names.size(), 9_999);
            if (score > bestScore) {
                bestScore = score;
                best = delimiter;
            }
        }
        return best;
    }

    private static CsvHeader of(String written, Kind kind, char delimiter, int line) {
        List<String> names = names(written, delimiter);
        Map<Field, Integer> columns = new EnumMap<>(Field.class);
        Set<String> ignored = new TreeSet<>();
        int width = 0;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Field field = kind.field(name);
            if (!name.isEmpty()) {
                width = i + 1;
            }
            if (field == null && !name.isEmpty()) {
                ignored.add(Text.storable(name));
            } else if (field != null && columns.put(field, i) != null) {
                throw new DropRefused(
                        "its header, line " + line + ", names " + kind.names(field) + " more than once",
                        ": " + Text.quote(String.join(String.valueOf(delimiter), names)),
                        "leave one column of that name and drop the file again",
                        List.of());
            }
        }
        List<String> missing = new ArrayList<>();
        for (Field field : Field.values()) {
            if (kind.requires(field) && !columns.containsKey(field)) {
                missing.add(kind.names(field));
            }
        }
        if (!missing.isEmpty()) {
            throw new DropRefused(
                    "its header, line " + line + ", lacks " + String.join(", ", missing),
                    ": " + Text.quote(String.join(String.valueOf(delimiter), names)),
                    "name the columns in the first line, separated by a comma, a semicolon or a tab, and drop the file "
                            + "again",
                    List.of());
        }
        return new CsvHeader(written, delimiter, columns, width, ignored);
    }

    private static List<String> names(String header, char delimiter) {
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
        try (CSVParser parser = CSVParser.parse(header, format)) {
            return parser.stream().flatMap(r -> r.stream()).map(Text::strip).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The index of the field's column; null where the drop has none. */
    @Nullable
    Integer column(Field field) {
        return columns.get(field);
    }
}
