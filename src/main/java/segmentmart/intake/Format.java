package segmentmart.intake;

import java.util.Locale;

/** How a drop is written, told by the end of its name. */
public enum Format {
    CSV,
    JSONL;

    /** The format as file names and the ledger write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
