package segmentmart.intake;

import static segmentmart.intake.Field.CLIENT_ID;
import static segmentmart.intake.Field.CLIENT_NAME;
import static segmentmart.intake.Field.CLIENT_REVENUE;
import static segmentmart.intake.Field.PRODUCT_NAME;
import static segmentmart.intake.Field.USAGE_DATE;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a drop is about, told by the beginning of its name. */
@SuppressWarnings("ImmutableEnumChecker") // its map is immutable
public enum Kind {
    CLIENTS(
            "clients",
            Map.of(
                    "client_id", CLIENT_ID,
                    "id", CLIENT_ID,
                    "client_name", CLIENT_NAME,
                    "name", CLIENT_NAME,
                    "client_revenue", CLIENT_REVENUE,
                    "revenue", CLIENT_REVENUE)),
    PRODUCT_USAGE(
            "product_usage",
            Map.of(
                    "client_id", CLIENT_ID,
                    "product_name", PRODUCT_NAME,
                    "product", PRODUCT_NAME,
                    "usage_date", USAGE_DATE,
                    "date", USAGE_DATE));

    private final String word;
    private final Map<String, Field> fields;

    Kind(String word, Map<String, Field> fields) {
        this.word = word;
        this.fields = fields;
    }

    /** The kind as file names and the ledger write it, such as {@code product_usage}. */
    public String word() {
        return word;
    }

    /** The route that loads drops of this kind, such as {@code load-product-usage}. */
    public String route() {
        return "load-" + word.replace('_', '-');
    }

    /** The field that a CSV header or JSON key names, whatever its case and surrounding blanks; null if none. */
    public @Nullable Field field(String columnOrKey) {
        Field exact = fields.get(columnOrKey);
        return exact != null ? exact : fields.get(Text.strip(columnOrKey).toLowerCase(Locale.ROOT));
    }

    /** Whether a drop of this kind must have the field; clients without {@code client_id} are a snapshot. */
    boolean requires(Field field) {
        return fields.containsValue(field) && !(this == CLIENTS && field == CLIENT_ID);
    }

    /** The names a field goes by in this kind, its own first, for messages: {@code client_name (or name)}. */
    String names(Field field) {
        String aliases = fields.entrySet().stream()
                .filter(e -> e.getValue() == field && !e.getKey().equals(field.word()))
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(", "));
        return aliases.isEmpty() ? field.word() : field.word() + " (or " + aliases + ")";
    }
}
