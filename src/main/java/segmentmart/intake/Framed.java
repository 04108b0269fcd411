package segmentmart.intake;

/**
 * Where one record lies in the text of a drop. It shares its buffer and is read on the thread that framed it.
 *
 * @param line physical line where it starts, from 1
 * @param number record number, from 1; the header has none
 * @param fault why it is no record that a parser could read; {@link Fault#NONE} if it is one
 */
@SuppressWarnings("ArrayRecordComponent") // a view, compared by nobody
record Framed(int line, int number, char[] buffer, int start, int end, Fault fault) {

    enum Fault {
        NONE,
        TEXT_AFTER_QUOTE,
        UNCLOSED_QUOTE,
        TOO_LONG,
        ILL_FORMED,
        NUL
    }

    /** The record as it was written, ill-formed bytes {@link Text#escape escaped}, without its line end. */
    String raw() {
        return new String(buffer, start, end - start);
    }

    boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (!Text.isBlank(buffer[i])) {
                return false;
            }
        }
        return true;
    }
}
