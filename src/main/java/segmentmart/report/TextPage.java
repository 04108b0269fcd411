package segmentmart.report;

import java.util.List;

/** A page of text of limited width: paragraphs are broken between words. For one thread. */
final class TextPage implements Page {
    private static final int WIDTH = 110;
    private static final String GAP = "  ";

    private final StringBuilder out = new StringBuilder();

    @Override
    public void title(String text) {
        add(text);
        add("=".repeat(text.length()));
    }

    @Override
    public void section(String text) {
        add("");
        add(text);
    }

    @Override
    public void lead(String text) {
        paragraph(0, text);
    }

    @Override
    public void paragraph(String text) {
        paragraph(2, text);
    }

    @Override
    public void item(String text) {
        paragraph(4, text);
    }

    @Override
    public void detail(String text) {
        paragraph(5, text);
    }

    /** @param indent blanks before each of its lines */
    private void paragraph(int indent, String text) {
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

    @Override
    public void table(List<List<String>> rows) {
        int[] widths = widths(rows);
        for (List<String> row : rows) {
            add(GAP + aligned(row, widths));
        }
    }

    @Override
    public void table(List<String> groups, List<List<String>> rows) {
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

    @Override
    public String text() {
        return out.toString();
    }
}
