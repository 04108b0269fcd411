package segmentmart.generate;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.commons.rng.UniformRandomProvider;

/** The days that uses fall on, each with its weight. */
final class Period {
    /** Longest period, in days. */
    static final int MAX_DAYS = 36_525;

    private static final long STRETCHES_A_DAY = 4;

    private final LocalDate from;
    private final long[] weightUpTo;

    /** The first day that a stretch of the weights may fall on, so that drawing has not far to go. */
    private final int[] guide;

    private final long stretch;

    Period(LocalDate from, LocalDate to, Profile profile) {
        this.from = from;
        this.weightUpTo = new long[days(from, to)];
        long sum = 0;
        for (int day = 0; day < weightUpTo.length; day++) {
            sum += profile.weight(date(day));
            weightUpTo[day] = sum;
        }
        this.stretch = Math.max(1, sum / (weightUpTo.length * STRETCHES_A_DAY));
        this.guide = new int[Math.toIntExact((sum - 1) / stretch + 1)];
        int day = 0;
        for (int i = 0; i < guide.length; i++) {
            while (weightUpTo[day] <= i * stretch) {
                day++;
            }
            guide[i] = day;
        }
    }

    /** The number of days from one to the other, both included. */
    static int days(LocalDate from, LocalDate to) {
        return Math.toIntExact(ChronoUnit.DAYS.between(from, to) + 1);
    }

    int days() {
        return weightUpTo.length;
    }

    LocalDate date(int day) {
        return from.plusDays(day);
    }

    /** The first day of the last third, in which clients who went quiet do nothing. */
    int lastThird() {
        return lastThird(days());
    }

    static int lastThird(int days) {
        return days - days / 3;
    }

    /** Draws a day up to and including the last one, counted from 0. */
    int draw(UniformRandomProvider random, int last) {
        long at = random.nextLong(weightUpTo[last]);
        int day = guide[(int) (at / stretch)];
        while (weightUpTo[day] <= at) {
            day++;
        }
        return day;
    }

    /** Every day as drops write it, such as {@code 2025-05-24}, in ASCII. */
    byte[][] written() {
        byte[][] days = new byte[days()][];
        for (int day = 0; day < days.length; day++) {
            days[day] = date(day).toString().getBytes(StandardCharsets.US_ASCII);
        }
        return days;
    }
}
