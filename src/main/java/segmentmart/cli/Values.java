package segmentmart.cli;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How values of options are read, and what is said of those that are none. */
final class Values {
    private Values() {}

    static void register(CommandLine line) {
        line.registerConverter(int.class, value -> (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
        line.registerConverter(long.class, value -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE));
        line.registerConverter(double.class, Values::number);
        line.registerConverter(LocalDate.class, Values::day);
        line.registerConverter(Path.class, Values::path);
    }

    private static long whole(String value, long least, long greatest) {
        if (!value.matches("[+-]?\\d{1,1000}")) {
            throw new TypeConversionException("'" + value + "' is not a whole number (expected one such as 1000)");
        }
        BigInteger number = new BigInteger(value);
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(greatest)) > 0) {
            throw new TypeConversionException(
                    "'" + value + "' is out of range (expected " + least + " … " + greatest + ")");
        }
        return number.longValue();
    }

    private static double number(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is not a number (expected one such as 0.05)");
        }
    }

    private static LocalDate day(String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + value + "' is not a calendar date (expected one such as 2025-05-24)");
        }
    }

    private static Path path(String value) {
        try {
            if (!value.isBlank()) {
                return Path.of(value);
            }
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + value + "' is no path: " + e.getReason());
        }
        throw new TypeConversionException("the path is empty (expected one such as drops)");
    }
}
