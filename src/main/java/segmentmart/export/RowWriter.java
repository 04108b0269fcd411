package segmentmart.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a result, however many, in a format. For one thread. */
public final class RowWriter {
    /** Rows as text. */
    interface Rows {
        void head(List<String> columns) throws IOException;

        void row(List<@Nullable Object> values) throws IOException;

        /** Hands on what is not written yet. */
        void end() throws IOException;
    }

    /** By what Excel knows that CSV is in UTF-8. */
    public static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Rows rows;
    private final BooleanSupplier isBrokenOff;

    /**
     * Writes to a text that stays open.
     *
     * @param isExact whether CSV leaves text that a spreadsheet would run as it is; JSON lines always do
     * @param isBrokenOff asked before each row, whether to write no more
     */
    public RowWriter(Format format, boolean isExact, Writer out, BooleanSupplier isBrokenOff) throws IOException {
        this.rows = format.isCsv() ? new CsvRows(out, isExact, format == Format.EXCEL) : new JsonRows(out);
        this.isBrokenOff = isBrokenOff;
    }

    /**
     * Writes all rows.
     *
     * @return how many
     * @throws UncheckedIOException if the text takes no more
     * @throws CancellationException if it is broken off
     */
    public long write(ResultSet result) throws SQLException {
        try {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                columns.add(result.getMetaData().getColumnLabel(i));
            }
            rows.head(columns);
            long written = 0;
            while (result.next()) {
                if (isBrokenOff.getAsBoolean()) {
                    throw new CancellationException();
                }
                rows.row(values(result, columns.size()));
                written++;
            }
            rows.end();
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<@Nullable Object> values(ResultSet row, int columns) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
            values.add(value(row.getObject(i)));
        }
        return values;
    }

    /** Arrays as lists; dates and moments as ISO 8601 has them, moments in the zone of this machine. */
    private static @Nullable Object value(@Nullable Object value) throws SQLException {
        if (value instanceof Array array) {
            return Arrays.asList((Object[]) array.getArray());
        }
        if (value instanceof Timestamp moment) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    moment.toInstant().atZone(ZoneId.systemDefault()));
        }
        return value instanceof Date day ? day.toLocalDate().toString() : value;
    }
}
