package segmentmart.intake;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import segmentmart.intake.Checked.Reject;
import segmentmart.intake.Framed.Fault;

/** Turns the written fields of one record into a checked one. For one drop and one thread. */
final class RecordRules {
    private static final int CUT_RAW = 1000;
    private static final int MAX_PRODUCTS = 4096;

    private final Kind kind;
    private final boolean snapshot;
    private final Map<String, String> products = new HashMap<>();

    RecordRules(Kind kind, boolean snapshot) {
        this.kind = kind;
        this.snapshot = snapshot;
    }

    /** The field's text, as written; null where there is none. */
    interface Written {
        @Nullable
        String get(Field field);
    }

    Checked check(Framed record, Written written) {
        try {
            return kind == Kind.CLIENTS ? client(record, written) : usage(record, written);
        } catch (BadField e) {
            return e.reject(record);
        }
    }

    private Checked client(Framed record, Written written) throws BadField {
        int id = snapshot ? record.number() : FieldRules.clientId(written.get(Field.CLIENT_ID));
        return new Checked.Client(
                record.line(),
                id,
                FieldRules.text(Field.CLIENT_NAME, written.get(Field.CLIENT_NAME)),
                FieldRules.revenueRub(written.get(Field.CLIENT_REVENUE)));
    }

    private Checked usage(Framed record, Written written) throws BadField {
        return new Checked.Usage(
                record.line(),
                FieldRules.clientId(written.get(Field.CLIENT_ID)),
                shared(FieldRules.text(Field.PRODUCT_NAME, written.get(Field.PRODUCT_NAME))),
                FieldRules.usageDate(written.get(Field.USAGE_DATE)));
    }

    /** One object for equal products: a drop names a handful a million times. */
    private String shared(String product) {
        String known = products.get(product);
        if (known == null && products.size() < MAX_PRODUCTS) {
            products.put(product, product);
        }
        return known != null ? known : product;
    }

    /** The reject for a record whose {@link Fault} keeps it from being parsed. */
    static Reject faulty(Framed record) {
        return switch (record.fault()) {
            case TEXT_AFTER_QUOTE ->
                whole(
                        record,
                        RejectCode.BROKEN_QUOTING,
                        "there is text after a closing quote (double the quotes that belong to a value)");
            case UNCLOSED_QUOTE ->
                whole(
                        record,
                        RejectCode.BROKEN_QUOTING,
                        "a quote that opens on this line is never closed (close it, or double it if it belongs to the value)");
            case TOO_LONG ->
                new Reject(
                        record.line(),
                        record.number(),
                        null,
                        RejectCode.TOO_LONG,
                        "the record is over 1 MiB; its beginning is kept here, the whole of it in the drop",
                        Text.cut(record.raw(), CUT_RAW) + "…");
            case ILL_FORMED ->
                whole(
                        record,
                        RejectCode.ILL_FORMED_TEXT,
                        "the record has bytes that are no text in the drop's encoding (they stand as \\xNN)");
            case NUL ->
                whole(record, RejectCode.NUL_CHARACTER, "the record has a character U+0000, which cannot be stored");
            case NONE -> throw new IllegalArgumentException("line " + record.line() + " has no fault");
        };
    }

    static Reject whole(Framed record, RejectCode code, String message) {
        return new Reject(record.line(), record.number(), null, code, message, record.raw());
    }
}
