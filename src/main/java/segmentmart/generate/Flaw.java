package segmentmart.generate;

import static segmentmart.generate.Column.CLIENT_ID;
import static segmentmart.generate.Column.CLIENT_NAME;
import static segmentmart.generate.Column.CLIENT_REVENUE;
import static segmentmart.generate.Column.PRODUCT;
import static segmentmart.generate.Column.USAGE_DATE;
import static segmentmart.generate.Format.CSV;
import static segmentmart.generate.Format.JSONL;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The ways in which records are bad, each with the reason code that it is rejected for. */
@SuppressWarnings("ImmutableEnumChecker") // its operators have no state
enum Flaw {
    EXTRA_FIELD("field_count", CSV, Where.LINE, line -> line + ",лишнее"),
    MISSING_FIELD("field_count", CSV, Where.LINE, line -> line.substring(0, line.lastIndexOf(','))),
    TEXT_AFTER_QUOTE("broken_quoting", CSV, Where.TEXT, text -> "\"" + text + "\"…"),
    QUOTE_NEVER_CLOSED("broken_quoting", CSV, Where.TEXT, text -> "\"" + text),
    BROKEN_JSON("broken_json", JSONL, Where.LINE, line -> line.substring(0, line.length() - 1)),
    NOT_AN_OBJECT("not_an_object", JSONL, Where.LINE, line -> "[" + line + "]"),
    ILL_FORMED_BYTES("ill_formed_text", null, Where.TEXT, text -> text + Flaw.ILL_FORMED_HERE),
    NUL_CHARACTER("nul_character", null, Where.TEXT, text -> text + "\0"),
    HALF_SURROGATE_PAIR("ill_formed_text", JSONL, Where.TEXT, text -> text + "\\ud800"),
    TEXT_IS_A_NUMBER("not_text", JSONL, Where.LINE, line -> line.replaceFirst(":\"[^\"]*\"", ":17")),
    NUMBER_IS_A_BOOLEAN("not_an_integer", JSONL, Where.LINE, line -> line.replaceFirst(":\\d+", ":true")),
    KEY_MISSING("missing", JSONL, Where.LINE, line -> line.replaceFirst("\"(client_name|product)\":\"[^\"]*\",", "")),
    CLIENT_ID_IN_SNAPSHOT("unexpected_client_id", JSONL, Where.LINE, line -> "{\"client_id\":17," + line.substring(1)),
    CLIENT_ID_EMPTY("missing", CLIENT_ID, id -> ""),
    CLIENT_ID_NOT_A_NUMBER("not_an_integer", CLIENT_ID, id -> "№" + id),
    CLIENT_ID_ZERO("out_of_range", CLIENT_ID, id -> "0"),
    CLIENT_ID_TOO_GREAT("out_of_range", CLIENT_ID, id -> "2147483648"),
    CLIENT_NAME_BLANK("missing", CLIENT_NAME, name -> "  "),
    CLIENT_NAME_TOO_LONG("too_long", CLIENT_NAME, Flaw::tooLong),
    CLIENT_REVENUE_NOT_A_NUMBER("not_an_integer", CLIENT_REVENUE, revenue -> "много"),
    CLIENT_REVENUE_NEGATIVE("out_of_range", CLIENT_REVENUE, revenue -> "-" + revenue),
    CLIENT_REVENUE_TOO_GREAT("out_of_range", CLIENT_REVENUE, revenue -> "2147483648"),
    PRODUCT_BLANK("missing", PRODUCT, product -> "  "),
    PRODUCT_TOO_LONG("too_long", PRODUCT, Flaw::tooLong),
    USAGE_DATE_EMPTY("missing", USAGE_DATE, date -> ""),
    USAGE_DATE_NOT_IN_CALENDAR("not_a_date", USAGE_DATE, date -> date.substring(0, 4) + "-02-30" + date.substring(10)),
    USAGE_DATE_IN_WORDS("not_a_date", USAGE_DATE, date -> "вчера"),
    OVER_1_MIB("too_long", null, Where.TEXT, text -> text + "x".repeat(1 << 20));

    /** Stands for bytes that are no UTF-8 until the record is encoded; a character that no name has. */
    private static final String ILL_FORMED_HERE = "\ue000";

    private static final byte[] ILL_FORMED = {(byte) 0xcf, (byte) 0xf0};

    private final String code;
    private final @Nullable Format format;
    private final Where where;
    private final @Nullable Column column;
    private final UnaryOperator<String> edit;

    /** What is edited: the line as a whole, its name of a client or product, or the value of one column. */
    private enum Where {
        LINE,
        TEXT,
        COLUMN
    }

    Flaw(String code, @Nullable Format format, Where where, UnaryOperator<String> edit) {
        this.code = code;
        this.format = format;
        this.where = where;
        this.column = null;
        this.edit = edit;
    }

    Flaw(String code, Column column, UnaryOperator<String> edit) {
        this.code = code;
        this.format = null;
        this.where = Where.COLUMN;
        this.column = column;
        this.edit = edit;
    }

    /** The ways in which records of these columns can be bad; the one that happens {@link #isOnce once} is the last. */
    static List<Flaw> of(Format format, List<Column> columns) {
        return Arrays.stream(values())
                .filter(flaw -> flaw.format == null || flaw.format == format)
                .filter(flaw -> flaw.column == null || columns.contains(flaw.column))
                .filter(flaw -> flaw != CLIENT_ID_IN_SNAPSHOT || !columns.contains(CLIENT_ID))
                .toList();
    }

    /** Whether it happens once in a drop at most, because of its size. */
    boolean isOnce() {
        return this == OVER_1_MIB;
    }

    /** The way as the truth names it, such as {@code usage_date_empty}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason code that such a record is rejected for. */
    String code() {
        return code;
    }

    /**
     * The record of these values, bad in this way, with its line end.
     *
     * @param pieces what a good record has before, between and behind the values
     */
    byte[] write(Format as, List<Column> columns, byte[][] pieces, List<String> values) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            Column at = columns.get(i);
            boolean here = where == Where.COLUMN ? at == column : where == Where.TEXT && at.isName();
            boolean unquoted = here && as == JSONL && !at.isText();
            line.append(utf8(pieces[i]))
                    .append(unquoted ? "\"" : "")
                    .append(here ? edit.apply(values.get(i)) : values.get(i))
                    .append(unquoted ? "\"" : "");
        }
        line.append(utf8(pieces[columns.size()]).stripTrailing());
        return encoded((where == Where.LINE ? edit.apply(line.toString()) : line) + "\n");
    }

    private static byte[] encoded(String line) {
        int at = line.indexOf(ILL_FORMED_HERE);
        if (at < 0) {
            return line.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(line.substring(0, at).getBytes(StandardCharsets.UTF_8));
        out.writeBytes(ILL_FORMED);
        out.writeBytes(line.substring(at + 1).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String tooLong(String text) {
        return text.repeat(200 / text.length() + 1);
    }
}
