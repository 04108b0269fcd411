package segmentmart.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers, texts and moments of rows, as people read them. */
final class Figures {
    private Figures() {}

    static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** So many of something: {@code 1 record}, {@code 2 records}. */
    static String counted(long number, String what) {
        return of(number) + " " + what + (number == 1 ? "" : "s");
    }

    /** A number of a row; 0 where there is none. */
    static long number(Map<String, ? extends @Nullable Object> row, String column) {
        return row.get(column) instanceof Number number ? number.longValue() : 0;
    }

    /** {@link #number} as people read it. */
    static String of(Map<String, ? extends @Nullable Object> row, String column) {
        return of(number(row, column));
    }

    /** A text of a row; empty where there is none. */
    static String text(Map<String, ? extends @Nullable Object> row, String column) {
        Object value = row.get(column);
        return value == null ? "" : value.toString();
    }

    /** A moment of a row, to the second. */
    static String moment(Map<String, ? extends @Nullable Object> row, String column) {
        return text(row, column).replaceAll("\\.\\d+$", "");
    }
}
