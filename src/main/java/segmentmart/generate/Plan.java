package segmentmart.generate;

import java.time.LocalDate;
import java.util.List;

/**
 * What to generate.
 *
 * @param clients number of client records
 * @param usages number of usage records
 * @param from first day of the uses
 * @param to last day of the uses
 * @param ids whether clients carry their {@code client_id}, so that the drop is no snapshot
 * @param seed the same seed gives the same bytes
 * @param bad share of the records of each drop that are broken
 */
public record Plan(
        int clients,
        int usages,
        LocalDate from,
        LocalDate to,
        Profile profile,
        Format format,
        boolean ids,
        long seed,
        double bad) {
    /** The line of the last record must be an integer, and the first line may be a header. */
    public static final int MOST_RECORDS = Integer.MAX_VALUE - 1;

    /** With more than this share of bad records, a drop fails as a whole. */
    private static final double GREATEST_BAD = 0.5;

    private static final int GREATEST_YEAR = 9999;

    /** Throws {@link IllegalArgumentException} with a sentence for people where the plan cannot be carried out. */
    public Plan {
        require(clients >= 1 && clients <= MOST_RECORDS, "clients " + clients, "1 … " + MOST_RECORDS);
        require(usages >= 0 && usages <= MOST_RECORDS, "usages " + usages, "0 … " + MOST_RECORDS);
        require(
                from.getYear() >= 1 && to.getYear() <= GREATEST_YEAR,
                "the period " + from + " … " + to,
                "years 1 … " + GREATEST_YEAR);
        require(!from.isAfter(to), "the period from " + from + " to " + to, "a first day that is not after the last");
        require(
                from.plusDays(Period.MAX_DAYS).isAfter(to),
                "the period from " + from + " to " + to,
                "at most " + Period.MAX_DAYS + " days, a hundred years");
        require(
                bad >= 0 && bad <= GREATEST_BAD,
                "a share of bad records of " + bad,
                "0 … " + GREATEST_BAD + "; with more, a drop fails as a whole");
    }

    private static void require(boolean condition, String value, String expected) {
        if (!condition) {
            throw new IllegalArgumentException(value + " is not possible (expected " + expected + ")");
        }
    }

    List<Column> clientColumns() {
        return ids ? Column.CLIENTS : Column.SNAPSHOT;
    }
}
