package segmentmart.export;

import java.nio.file.Path;
import java.util.Locale;

/** How rows are written. */
public enum Format {
    /** A header and a line a row, with commas, LF, and quotes where they are needed; null is an empty cell. */
    CSV,

    /** The same as Excel opens it where Russian is set: with semicolons, decimal commas and a byte order mark. */
    EXCEL,

    /** A JSON object a line. */
    JSONL;

    /** The format that the ending of a file asks for; CSV where it asks for none. */
    public static Format of(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".jsonl") ? JSONL : CSV;
    }

    /** Whether it is CSV of some kind. */
    public boolean isCsv() {
        return this != JSONL;
    }

    /** The ending of its files, such as {@code csv}. */
    public String ending() {
        return isCsv() ? "csv" : "jsonl";
    }

    /** The word for it, such as {@code csv}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
