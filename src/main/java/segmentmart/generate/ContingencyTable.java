package segmentmart.generate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How many cases have which pair of two whole numbers, the indexes of a table, and how the two go together. */
final class ContingencyTable {
    private final long[][] cases;
    private final long[] byRow;
    private final long[] byColumn;

    ContingencyTable(long[][] cases) {
        this.cases = cases;
        this.byRow = new long[cases.length];
        this.byColumn = new long[cases[0].length];
        for (int row = 0; row < byRow.length; row++) {
            for (int column = 0; column < byColumn.length; column++) {
                byRow[row] += cases[row][column];
                byColumn[column] += cases[row][column];
            }
        }
    }

    long count() {
        return Arrays.stream(byRow).sum();
    }

    /** Pearson's coefficient of the numbers; null where one of them does not vary. */
    @Nullable
    Double pearson() {
        return correlation(values(byRow.length), values(byColumn.length));
    }

    /** Spearman's coefficient: that of the ranks, equal numbers sharing the mean of theirs; null as above. */
    @Nullable
    Double spearman() {
        return correlation(ranks(byRow), ranks(byColumn));
    }

    private static double[] values(int length) {
        double[] values = new double[length];
        Arrays.setAll(values, i -> i);
        return values;
    }

    private static double[] ranks(long[] cases) {
        double[] ranks = new double[cases.length];
        long before = 0;
        for (int i = 0; i < cases.length; i++) {
            ranks[i] = before + (cases[i] + 1) / 2.0;
            before += cases[i];
        }
        return ranks;
    }

    private @Nullable Double correlation(double[] rows, double[] columns) {
        double meanRow = mean(byRow, rows);
        double meanColumn = mean(byColumn, columns);
        double together = 0;
        double rowsAlone = 0;
        double columnsAlone = 0;
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                double x = rows[row] - meanRow;
                double y = columns[column] - meanColumn;
                together += cases[row][column] * x * y;
                rowsAlone += cases[row][column] * x * x;
                columnsAlone += cases[row][column] * y * y;
            }
        }
        return rowsAlone > 0 && columnsAlone > 0 ? together / StrictMath.sqrt(rowsAlone * columnsAlone) : null;
    }

    private double mean(long[] weights, double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum / count();
    }
}
