package segmentmart.intake;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a drop tells.
 *
 * @param fileName as it lies in the inbox
 * @param kind told by the beginning
 * @param format told by the end
 * @param gzip whether it ends in {@code .gz}
 * @param correctsLoadId the load whose rejected records it brings corrected, for a file that began in
 *     {@code inbox/rejected}; null for all others
 */
public record DropName(
        String fileName,
        Kind kind,
        Format format,
        boolean gzip,
        @Nullable Long correctsLoadId) {

    private static final int MAX_NAME_BYTES = 255;
    private static final int UNFINISHED_BYTES = ".1234567890123456.inprogress".length();
    private static final Pattern SHAPE =
            Pattern.compile("(clients|product_usage).*\\.(csv|jsonl)(\\.gz)?", Pattern.DOTALL);
    private static final Pattern CORRECTION = Pattern.compile(".*\\.rejected-(\\d{1,18})\\.(csv|jsonl)(\\.gz)?");

    /** Reads a file name, whatever its case. Throws {@link DropRefused} if it is not that of a drop. */
    public static DropName of(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        Matcher shape = SHAPE.matcher(lower);
        if (!shape.matches()) {
            throw new DropRefused(
                    "the name does not say what the file holds",
                    "begin its name with clients or product_usage, end it in .csv or .jsonl, optionally with .gz, and "
                            + "drop it again");
        }
        Matcher correction = CORRECTION.matcher(lower);
        return new DropName(
                fileName,
                shape.group(1).equals("clients") ? Kind.CLIENTS : Kind.PRODUCT_USAGE,
                shape.group(2).equals("csv") ? Format.CSV : Format.JSONL,
                shape.group(3) != null,
                correction.matches() ? Long.valueOf(correction.group(1)) : null);
    }

    /** {@link #of}, null for a name that is no drop's. */
    public static @Nullable DropName ofOrNull(String fileName) {
        try {
            return of(fileName);
        } catch (DropRefused e) {
            return null;
        }
    }

    /** The name under which a later drop is the same one: lower case, without {@code .gz}. */
    public String identity() {
        return identityOf(fileName);
    }

    /** {@link #identity()} of any file name, also of one that is no drop's. */
    public static String identityOf(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        return lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
    }

    /** The name of the file with the records that a load of this drop rejected, ready to be corrected and dropped. */
    public String rejectFileName(long loadId) {
        String plain = gzip ? fileName.substring(0, fileName.length() - 3) : fileName;
        int dot = plain.lastIndexOf('.');
        return fit(plain.substring(0, dot), ".rejected-" + loadId + plain.substring(dot), UNFINISHED_BYTES);
    }

    /**
     * A file name that file systems take: where it is over 255 bytes, the stem is cut, and then the beginning of
     * the ending.
     *
     * @param reserve bytes left free for what is put behind the name later
     */
    static String fit(String stem, String ending, int reserve) {
        String cut = stem;
        String rest = ending;
        while ((cut + rest).getBytes(StandardCharsets.UTF_8).length + reserve > MAX_NAME_BYTES) {
            if (cut.isEmpty()) {
                rest = rest.substring(rest.offsetByCodePoints(0, 1));
            } else {
                cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
            }
        }
        return cut + rest;
    }
}
