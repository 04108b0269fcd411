package segmentmart.cli;

import java.util.List;

/** Text for terminals: no control sequences out of names and values, tables with aligned columns. */
final class Terminal {
    private Terminal() {}

    /** The text with control characters, and those that turn its direction, as {@code ?}; line breaks stay. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028-\\u202e\\u2066-\\u2069&&[^\\n]]", "?");
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
