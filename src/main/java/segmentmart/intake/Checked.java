package segmentmart.intake;

import org.jspecify.annotations.Nullable;

/** A record of a drop after it was checked. */
public sealed interface Checked {

    /** Physical line of the drop where the record starts, from 1. */
    int line();

    /**
     * A client as the drop gives it.
     *
     * @param clientId given, or the record's number in a snapshot
     * @param name stripped, at most 200 characters
     * @param revenueRub whole roubles; null where unknown
     */
    record Client(
            int line, int clientId, String name, @Nullable Integer revenueRub) implements Checked {}

    /**
     * A use of a product.
     *
     * @param usedOn days since 1970-01-01
     */
    record Usage(int line, int clientId, String product, int usedOn) implements Checked {}

    /**
     * A record that cannot be loaded.
     *
     * @param number the record's number in the drop, from 1
     * @param field at fault; null where it is the record as a whole
     * @param message fact, value and what was expected
     * @param raw the record as it was written, ill-formed bytes {@link Text#escape escaped}; its beginning, where the
     *     record is too long
     */
    record Reject(int line, int number, @Nullable Field field, RejectCode code, String message, String raw)
            implements Checked {

        /** {@link #raw} as PostgreSQL can store it. */
        public String storableRaw() {
            return Text.storable(raw);
        }

        /** Whether {@link #raw} is the whole record. */
        public boolean isWhole() {
            return code != RejectCode.TOO_LONG || field != null;
        }
    }
}
