package segmentmart.generate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a drop is written. */
public enum Format {
    CSV,
    JSONL;

    /** The format as file names end in it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands before the first record: for CSV a byte order mark and the column names, for JSON lines nothing. */
    byte[] header(List<Column> columns) {
        String names = columns.stream().map(Column::word).collect(Collectors.joining(","));
        return this == CSV ? ("\ufeff" + names + "\n").getBytes(StandardCharsets.UTF_8) : new byte[0];
    }

    /** What stands before, between and behind the values of a record, the line end included. */
    List<byte[]> pieces(List<Column> columns) {
        List<byte[]> pieces = new ArrayList<>();
        String behind = "";
        for (int i = 0; i < columns.size(); i++) {
            pieces.add((behind + before(columns.get(i), i == 0)).getBytes(StandardCharsets.UTF_8));
            behind = this == JSONL && columns.get(i).isText() ? "\"" : "";
        }
        pieces.add((behind + (this == CSV ? "\n" : "}\n")).getBytes(StandardCharsets.UTF_8));
        return pieces;
    }

    private String before(Column column, boolean first) {
        if (this == CSV) {
            return first ? "" : ",";
        }
        return (first ? "{" : ",") + "\"" + column.word() + "\":" + (column.isText() ? "\"" : "");
    }

    @Override
    public String toString() {
        return word();
    }
}
