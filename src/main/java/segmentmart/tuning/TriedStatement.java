package segmentmart.tuning;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import segmentmart.intake.Cause;
import segmentmart.mart.SegmentationRule;
import segmentmart.mart.Selection;

/**
 * A statement as PostgreSQL gets it.
 *
 * @param linesBefore how many lines stand before the first one of the file
 */
record TriedStatement(String file, String sql, int linesBefore) {
    /**
     * The statement that a file is.
     *
     * @param name of the file, relative to the routes
     */
    static TriedStatement of(String name, String sql) {
        return new TriedStatement(Trial.inRoutes(name), sql, 0);
    }

    /** The statement that a file, a SELECT, is made part of. */
    static TriedStatement around(String name, Selection selection, String statement) {
        long linesBefore = statement
                .substring(0, statement.indexOf(selection.select()))
                .lines()
                .count();
        return new TriedStatement(Trial.inRoutes(name), statement, (int) linesBefore);
    }

    /** The segmentation rule as it fills the draft of the mart. */
    static TriedStatement ofRule(Path sql) throws IOException {
        SegmentationRule rule = SegmentationRule.read(sql);
        return around(Trial.RULE, rule.text(), rule.intoDraft());
    }

    /** What PostgreSQL said of it; a failure that is not about it is not. */
    Flaw flaw(SQLException e) throws Trial.NotNow {
        if (Trial.saysNothing(e)) {
            throw new Trial.NotNow(e);
        }
        ServerErrorMessage said = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        String fact = Cause.withoutValues(e).lines().findFirst().orElse("").replaceFirst("^[A-ZА-Я]+: ", "");
        String hint = said == null || said.getHint() == null ? "" : " (" + said.getHint() + ")";
        int line = said == null ? 0 : line(said.getPosition());
        if (line == 0 && "42703".equals(e.getSQLState())) {
            // What reads the rule asks for the columns of the mart.
            hint = " (the mart needs client_id, client_name, client_revenue, usage_count, client_segment and"
                    + " last_product_usage_date)";
        }
        return new Flaw(file, line, fact + hint + "; mend it and save");
    }

    /** The line of the file, 0 where it is before that, of a position, 1 …, in the statement as the driver sends it: with $1 for the first ?. */
    private int line(int position) {
        if (position == 0) {
            return 0;
        }
        int line = 1;
        int parameters = 0;
        int at = 0;
        for (int i = 0; i < sql.length() && at < position - 1; i++) {
            char c = sql.charAt(i);
            if (c == '?') {
                parameters++;
                at += String.valueOf(parameters).length();
            }
            at++;
            if (c == '\n') {
                line++;
            }
        }
        return Math.max(0, line - linesBefore);
    }
}
