package segmentmart.generate;

import java.util.List;
import java.util.Locale;

/** The columns of generated drops, by the names that the source system gives them. */
enum Column {
    CLIENT_ID(false),
    CLIENT_NAME(true),
    CLIENT_REVENUE(false),
    PRODUCT(true),
    USAGE_DATE(true);

    static final List<Column> SNAPSHOT = List.of(CLIENT_NAME, CLIENT_REVENUE);
    static final List<Column> CLIENTS = List.of(CLIENT_ID, CLIENT_NAME, CLIENT_REVENUE);
    static final List<Column> USAGE = List.of(CLIENT_ID, PRODUCT, USAGE_DATE);

    private final boolean text;

    Column(boolean text) {
        this.text = text;
    }

    /** Whether its values are text rather than numbers. */
    boolean isText() {
        return text;
    }

    /** Whether its values are names, of clients or products. */
    boolean isName() {
        return this == CLIENT_NAME || this == PRODUCT;
    }

    /** The name as headers and keys have it, such as {@code client_name}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
