package segmentmart.intake;

import java.time.YearMonth;
import java.util.regex.Pattern;

/**
 * Reads a day as drops write it: {@code 2025-05-24}, with a time and an offset behind it or not, or
 * {@code 24.05.2025}. The written calendar day counts; a time must be one, but says nothing.
 */
final class WrittenDate {
    /** What {@link #epochDay} answers to text that is no date. */
    static final long NONE = Long.MIN_VALUE;

    private static final Pattern TIME = Pattern.compile(
            "([01]\\d|2[0-3]):[0-5]\\d(:([0-5]\\d|60)([.,]\\d{1,9})?)?( ?(Z|z|[+-](0\\d|1[0-8])(:?[0-5]\\d)?))?");

    private WrittenDate() {}

    /** Days since 1970-01-01, or {@link #NONE}. */
    static long epochDay(String text) {
        if (text.length() < 10) {
            return NONE;
        }
        if (text.charAt(4) == '-' && text.charAt(7) == '-') {
            return isTimeOrNothing(text) ? day(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)) : NONE;
        }
        return text.length() == 10 && text.charAt(2) == '.' && text.charAt(5) == '.'
                ? day(digits(text, 6, 10), digits(text, 3, 5), digits(text, 0, 2))
                : NONE;
    }

    private static boolean isTimeOrNothing(String text) {
        if (text.length() == 10) {
            return true;
        }
        char separator = text.charAt(10);
        if (separator != ' ' && separator != 'T' && separator != 't') {
            return false;
        }
        return isPlainTime(text) || TIME.matcher(text).region(11, text.length()).matches();
    }

    /** The common {@code 13:05:00}, without a regular expression. */
    private static boolean isPlainTime(String text) {
        if (text.length() != 19 || text.charAt(13) != ':' || text.charAt(16) != ':') {
            return false;
        }
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    }

    private static long day(int year, int month, int day) {
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
            return NONE;
        }
        YearMonth yearMonth = YearMonth.of(year, month);
        return day > yearMonth.lengthOfMonth() ? NONE : yearMonth.atDay(day).toEpochDay();
    }

    /** The number written there, or -1. */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
