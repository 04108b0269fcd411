package segmentmart.report;

import java.sql.Date;
import java.sql.Timestamp;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The words, numbers and dates of a memo, in Russian or English. For one thread. */
final class Wording {
    private final Locale locale;
    private final ResourceBundle words;

    /**
     * Wording of a language.
     *
     * @param locale Russian, or anything else for English
     */
    Wording(Locale locale) {
        this.locale = locale.getLanguage().equals("ru") ? Locale.forLanguageTag("ru-RU") : Locale.ENGLISH;
        this.words = ResourceBundle.getBundle(
                Wording.class.getPackageName() + ".memo",
                this.locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** {@code ru} or {@code en}. */
    String language() {
        return locale.getLanguage();
    }

    boolean has(String key) {
        return words.containsKey(key);
    }

    /** The sentence of a key, with figures in it. */
    String say(String key, @Nullable Object... figures) {
        return new MessageFormat(words.getString(key), locale).format(figures);
    }

    String whole(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    String plain(double number) {
        return NumberFormat.getInstance(locale).format(number);
    }

    String percent(double share) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        return format.format(share);
    }

    /** Whole roubles; a dash where the sum is unknown. */
    String roubles(@Nullable Object sum) {
        return sum instanceof Number number ? whole(Math.round(number.doubleValue())) + " ₽" : "—";
    }

    String day(@Nullable Object date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(date(date));
    }

    String month(@Nullable Object date) {
        return DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT).format(date(date));
    }

    String moment(@Nullable Object at) {
        return at instanceof Timestamp timestamp
                ? DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                        .format(timestamp.toInstant().atZone(ZoneId.systemDefault()))
                : String.valueOf(at);
    }

    private static LocalDate date(@Nullable Object date) {
        return date instanceof Date sql ? sql.toLocalDate() : LocalDate.parse(String.valueOf(date));
    }
}
