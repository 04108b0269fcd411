package segmentmart.cli;

import java.util.List;
import java.util.regex.Pattern;

/** Text for terminals: no control sequences out of names and values, tables with aligned columns. */
final class Terminal {
    /** What makes a terminal do things, C1 included, or shows text in another order than it has; not line breaks. */
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\\n]]");

    private Terminal() {}

    /** The text with control characters, line breaks aside, as {@code ?}. */
    static String plain(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /** {@link #plain} on one line: line breaks are {@code ?} too. */
    static String line(String text) {
        return plain(text.replace('\n', '?'));
    }

    /** The beginning of a text, of no more than so many characters, an ellipsis included. */
    static String cut(String text, int width) {
        return text.codePointCount(0, text.length()) <= width
                ? text
                : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    /** JSON of the same meaning, with control characters escaped that JSON lets stand in its strings. */
    static String escaped(String json) {
        return CONTROL.matcher(json)
                .replaceAll(character ->
                        "\\\\u%04x".formatted((int) character.group().charAt(0)));
    }

    /** Rows as aligned columns, the first row being the heads; cells of digits stand to the right. */
    static String table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                String pad = " ".repeat(widths[i] - cell.length());
                boolean right = cell.matches("[\\d,. ]+");
                line.append(i == 0 ? "" : "  ").append(right ? pad + cell : cell + pad);
            }
            out.append(plain(line.toString().stripTrailing())).append(System.lineSeparator());
        }
        return out.toString();
    }
}
