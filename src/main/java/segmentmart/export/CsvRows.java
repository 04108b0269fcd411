package segmentmart.export;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/** Rows as CSV, in the form of the source document's example. For one thread. */
final class CsvRows implements RowWriter.Rows {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator('\n')
            .setQuoteMode(QuoteMode.MINIMAL)
            .get();

    /** What a spreadsheet takes for a formula: also behind what some of them end a cell with. */
    private static final Pattern FORMULA = Pattern.compile("(^|[;\t\r\n])(?=[=+\\-@\t\r＝＋－＠])");

    private final CSVPrinter printer;
    private final boolean isExact;
    private final boolean isRussian;

    /**
     * Rows of CSV.
     *
     * @param isExact whether text that a spreadsheet would run is left as it is
     * @param isRussian whether semicolons are between cells, and decimal commas in numbers
     */
    CsvRows(Writer out, boolean isExact, boolean isRussian) throws IOException {
        this.printer = new CSVPrinter(
                out, isRussian ? FORMAT.builder().setDelimiter(';').get() : FORMAT);
        this.isExact = isExact;
        this.isRussian = isRussian;
    }

    @Override
    public void head(List<String> columns) throws IOException {
        printer.printRecord(columns);
    }

    @Override
    public void row(List<@Nullable Object> values) throws IOException {
        List<@Nullable String> cells = new ArrayList<>(values.size());
        for (Object value : values) {
            cells.add(value == null ? null : written(value));
        }
        printer.printRecord(cells);
    }

    @Override
    public void end() throws IOException {
        printer.flush();
    }

    private String written(Object value) {
        String cell = cell(value, isExact);
        return isRussian && value instanceof Number ? cell.replace('.', ',') : cell;
    }

    /** A value as the text of a cell; text that a spreadsheet would run gets an apostrophe in front, if it may. */
    static String cell(Object value, boolean isExact) {
        if (value instanceof Number number) {
            return plain(number);
        }
        String text = value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining("; "))
                : value.toString();
        boolean mayBeFormula = !isExact && (value instanceof String || value instanceof List<?>);
        return mayBeFormula ? FORMULA.matcher(text).replaceAll("$1'") : text;
    }

    /** Without exponent, and without a fraction of zeros. */
    private static String plain(Number number) {
        if (number instanceof Double figure && Double.isFinite(figure)) {
            return new BigDecimal(figure.toString()).stripTrailingZeros().toPlainString();
        }
        return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
    }
}
