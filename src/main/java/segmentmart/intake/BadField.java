package segmentmart.intake;

/** A field that breaks its rule. Thrown and caught while one record is checked; carries no stack trace. */
final class BadField extends Exception {
    private static final long serialVersionUID = 1L;

    private final Field field;
    private final RejectCode code;

    BadField(Field field, RejectCode code, String message) {
        super(message, null, false, false);
        this.field = field;
        this.code = code;
    }

    Checked.Reject reject(Framed record) {
        return new Checked.Reject(
                record.line(), record.number(), field, code, String.valueOf(getMessage()), record.raw());
    }
}
