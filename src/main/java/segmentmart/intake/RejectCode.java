package segmentmart.intake;

import java.util.Locale;

/** Why a record was set aside, in one word. */
public enum RejectCode {
    FIELD_COUNT,
    BROKEN_QUOTING,
    BROKEN_JSON,
    NOT_AN_OBJECT,
    MISSING,
    NOT_AN_INTEGER,
    NOT_TEXT,
    OUT_OF_RANGE,
    TOO_LONG,
    NOT_A_DATE,
    ILL_FORMED_TEXT,
    NUL_CHARACTER,
    UNEXPECTED_CLIENT_ID;

    /** The code as {@code staging.rejected_record.code} has it, such as {@code not_a_date}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
