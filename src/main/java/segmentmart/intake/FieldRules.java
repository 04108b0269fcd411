package segmentmart.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of the input contract for single fields, from what is written to what is stored. */
final class FieldRules {
    private static final int MAX_TEXT = 200;
    private static final Pattern GROUPED = Pattern.compile("-?\\d{1,3}([ \u00a0\u202f\u2009]\\d{3})+([.,].*)?");
    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,20}([.,]\\d{1,2}|\\.\\d{1,20})?([eE][+]?\\d{1,2})?");

    private FieldRules() {}

    /** A client id, 1 … 2147483647; {@code 65.0}, as pandas writes a column with gaps, is 65. */
    static int clientId(@Nullable String written) throws BadField {
        String text = present(Field.CLIENT_ID, written);
        int end = text.length();
        int dot = text.indexOf('.');
        if (dot > 0 && dot + 1 < end && isZeros(text, dot + 1)) {
            end = dot;
        }
        long id = 0;
        for (int i = 0; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                boolean negative = i == 0 && end > 1 && text.charAt(0) == '-' && isDigits(text, 1, end);
                throw new BadField(
                        Field.CLIENT_ID,
                        negative ? RejectCode.OUT_OF_RANGE : RejectCode.NOT_AN_INTEGER,
                        "client_id " + Text.quote(text)
                                + (negative ? " is out of range" : " is not an integer")
                                + " (expected 1 … 2147483647)");
            }
            id = Math.min(id * 10 + digit, Integer.MAX_VALUE + 1L);
        }
        if (id < 1 || id > Integer.MAX_VALUE) {
            throw new BadField(
                    Field.CLIENT_ID,
                    RejectCode.OUT_OF_RANGE,
                    "client_id " + Text.quote(text) + " is out of range (expected 1 … 2147483647)");
        }
        return (int) id;
    }

    /** A name of 1 … 200 characters, stripped. */
    static String text(Field field, @Nullable String written) throws BadField {
        String text = present(field, written);
        if (text.length() > MAX_TEXT && text.codePointCount(0, text.length()) > MAX_TEXT) {
            throw new BadField(
                    field,
                    RejectCode.TOO_LONG,
                    field.word() + " " + Text.quote(text) + " has " + text.codePointCount(0, text.length())
                            + " characters (expected at most 200)");
        }
        return text;
    }

    /**
     * Roubles, rounded to whole ones by half up; {@code 121000}, {@code 121000.0}, {@code 121 000} and
     * {@code 120999,50} are the same. Null where nothing is written.
     */
    static @Nullable Integer revenueRub(@Nullable String written) throws BadField {
        String text = written == null ? "" : Text.strip(written);
        if (text.isEmpty() || text.equalsIgnoreCase("null")) {
            return null;
        }
        if (text.length() <= 9 && isDigits(text, 0, text.length())) {
            return Integer.valueOf(text);
        }
        String plain = GROUPED.matcher(text).matches() ? text.replaceAll("[ \u00a0\u202f\u2009]", "") : text;
        if (!AMOUNT.matcher(plain).matches()) {
            throw new BadField(
                    Field.CLIENT_REVENUE,
                    RejectCode.NOT_AN_INTEGER,
                    "client_revenue " + Text.quote(text) + " is not an amount in roubles (expected 121000 or 121 000)");
        }
        BigDecimal amount = new BigDecimal(plain.replace(',', '.'));
        BigDecimal rounded = amount.setScale(0, RoundingMode.HALF_UP);
        if (amount.signum() < 0 || rounded.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw new BadField(
                    Field.CLIENT_REVENUE,
                    RejectCode.OUT_OF_RANGE,
                    "client_revenue " + Text.quote(text) + " is out of range (expected 0 … 2147483647)");
        }
        return rounded.intValueExact();
    }

    /** A calendar day as {@link WrittenDate} reads it, in days since 1970-01-01. */
    static int usageDate(@Nullable String written) throws BadField {
        String text = present(Field.USAGE_DATE, written);
        long day = WrittenDate.epochDay(text);
        if (day == WrittenDate.NONE) {
            throw new BadField(
                    Field.USAGE_DATE,
                    RejectCode.NOT_A_DATE,
                    "usage_date " + Text.quote(text) + " is not a calendar date (expected 2025-05-24 or 24.05.2025)");
        }
        return (int) day;
    }

    private static String present(Field field, @Nullable String written) throws BadField {
        String text = written == null ? "" : Text.strip(written);
        if (text.isEmpty()) {
            throw new BadField(field, RejectCode.MISSING, field.word() + " is empty (expected a value)");
        }
        return text;
    }

    private static boolean isZeros(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
