package segmentmart.report;

import java.util.List;

/** What a memo is written on, from top to bottom. */
interface Page {
    /** The heading of the page. */
    void title(String text);

    /** A heading within the page. */
    void section(String text);

    /** A paragraph before the first section. */
    void lead(String text);

    /** A paragraph of a section. */
    void paragraph(String text);

    /** An entry of the list that a paragraph opens. */
    void item(String text);

    /** What the paragraph before rests on. */
    void detail(String text);

    /** Rows of a table, the first being the heads; all columns but the first are figures. */
    void table(List<List<String>> rows);

    /**
     * The same, with heads over columns that belong together.
     *
     * @param groups heads, each over as many columns; none is over the first column
     */
    void table(List<String> groups, List<List<String>> rows);

    /** The page so far. */
    String text();
}
