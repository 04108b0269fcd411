package segmentmart.intake;

import java.util.Locale;

/** The fields of all kinds of drops. */
public enum Field {
    CLIENT_ID,
    CLIENT_NAME,
    CLIENT_REVENUE,
    PRODUCT_NAME,
    USAGE_DATE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The field as the input contract and staging name it, such as {@code client_id}. */
    public String word() {
        return word;
    }
}
