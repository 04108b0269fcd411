package segmentmart.report;

import java.util.List;

/** Text of limited width: paragraphs that are broken between words, and tables. For one thread. */
final class Page {
    private static final int WIDTH = 110;
    private static final String GAP = "  ";

    private final StringBuilder out = new StringBuilder();

    /** A heading, with a line under it. */
    void title(String text) {
        add(text);
        add("=".repeat(text.length()));
    }

    /** A heading within the page. */
    void section(String text) {
        add("");
        add(text);
    }

    /**
     * A paragraph.
     *
     * @param indent blanks before each of its lines
     */
    void paragraph(int indent, String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && indent + line.length() + 1 + word.length() > WIDTH) {
                add(" ".repeat(indent) + line);
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        add(" ".repeat(indent) + line);
    }

    /** Rows as aligned columns, the first being the heads; all columns but the first stand to the right. */
    void table(List<List<String>> rows) {
        int[] widths = widths(rows);
        for (List<String> row : rows) {
            add(GAP + aligned(row, widths));
        }
    }

    /**
     * The same, with a head over columns that belong together.
     *
     * @param groups heads, each over as many columns; none is over the first column
     */
    void table(List<String> groups, List<List<String>> rows) {
        int[] widths = widths(rows);
        int columns = (widths.length - 1) / groups.size();
        StringBuilder heads = new StringBuilder(GAP + " ".repeat(widths[0]));
        for (int group = 0; group < groups.size(); group++) {
            int width = 0;
            for (int i = 0; i < columns; i++) {
                width += widths[1 + group * columns + i] + GAP.length();
            }
            heads.append(GAP).append(("%" + (width - GAP.length()) + "s").formatted(groups.get(group)));
        }
        add(heads.toString());
        table(rows);
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static String aligned(List<String> row, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - row.get(i).length());
            text.append(i == 0 ? row.get(i) + pad : GAP + pad + row.get(i));
        }
        return text.toString().stripTrailing();
    }

    private void add(String line) {
        out.append(line).append(System.lineSeparator());
    }

    /** The page so far. */
    String text() {
        return out.toString();
    }
}
