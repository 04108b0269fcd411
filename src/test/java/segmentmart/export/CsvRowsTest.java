package segmentmart.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    private static String csv(boolean isExact, Object... values) throws IOException {
        StringWriter out = new StringWriter();
        CsvRows rows = new CsvRows(out, isExact, false);
        rows.row(Arrays.asList(values));
        rows.end();
        return out.toString();
    }

    @Test
    void rowsAreWrittenAsInTheSourceDocument() throws IOException {
        StringWriter out = new StringWriter();
        CsvRows rows = new CsvRows(out, false, false);
        rows.head(List.of("client_id", "client_name", "client_revenue"));
        rows.row(Arrays.asList(83, "Азамат Филиппович Румянцев", 121000));
        rows.row(Arrays.asList(84, "Анна", null));
        rows.end();
        assertThat(out).hasToString("""
                client_id,client_name,client_revenue
                83,Азамат Филиппович Румянцев,121000
                84,Анна,
                """);
    }

    @Test
    void onlyWhatNeedsQuotesHasThem() throws IOException {
        assertThat(csv(false, 1, "ООО \"Рога, копыта\"", "два\nряда", "один ряд"))
                .isEqualTo("1,\"ООО \"\"Рога, копыта\"\"\",\"два\nряда\",один ряд\n");
    }

    @Test
    void excelOfARussianWindowsOpensIt() throws IOException {
        StringWriter out = new StringWriter();
        CsvRows rows = new CsvRows(out, false, true);
        rows.row(Arrays.asList(1, 0.25, "a;b", "0.25", new BigDecimal("1.50"), null));
        rows.end();
        assertThat(out).hasToString("1;0,25;\"a;b\";0.25;1,50;\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+7 900", "-", "@SUM(A1)", "\t=1", "\r=1"})
    void spreadsheetsDoNotRunText(String text) {
        assertThat(CsvRows.cell(text, false)).isEqualTo("'" + text);
        assertThat(CsvRows.cell(List.of(text, "a"), false)).isEqualTo("'" + text + "; a");
        assertThat(CsvRows.cell(text, true)).isEqualTo(text);
    }

    @Test
    void numbersAreLeftAloneAndWrittenOut() {
        assertThat(CsvRows.cell(-5, false)).isEqualTo("-5");
        assertThat(CsvRows.cell(-0.25, false)).isEqualTo("-0.25");
        assertThat(CsvRows.cell(121000.0, false)).isEqualTo("121000");
        assertThat(CsvRows.cell(1e-7, false)).isEqualTo("0.0000001");
        assertThat(CsvRows.cell(new BigDecimal("1E+3"), false)).isEqualTo("1000");
        assertThat(CsvRows.cell(Double.NaN, false)).isEqualTo("NaN");
    }
}
