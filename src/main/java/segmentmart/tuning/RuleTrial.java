package segmentmart.tuning;

import static segmentmart.tuning.SqlTrial.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.SqlText;
import segmentmart.intake.Cause;
import segmentmart.mart.SegmentationRule;

/** Runs a changed segmentation rule on all clients, and on invented ones, in a transaction that is rolled back. */
final class RuleTrial {
    /** A full disk, a limit of temporary files, a statement that took too long: a rule that is too much. */
    private static final Set<String> TOO_MUCH = Set.of("53100", "53400", "57014");

    private static final String PATIENCE = "set local statement_timeout = '30min'";

    private final Database database;
    private final Settings settings;

    /**
     * A trial of a rule.
     *
     * @param settings over the folder whose rule is tried
     */
    RuleTrial(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** What is wrong with the rule once it meets the data: run in full, into a table like that of the mart. */
    List<Flaw> flaws() throws IOException, Trial.NotNow {
        TriedStatement rule = TriedStatement.ofRule(settings.sql());
        try (Connection connection = database.pool().getConnection()) {
            connection.setAutoCommit(false);
            try {
                execute(connection, "set local search_path = staging");
                execute(connection, SqlTrial.PATIENCE);
                execute(connection, PATIENCE);
                Path room = settings.sql().resolve("read_staging.sql");
                if (Files.exists(room)) {
                    execute(connection, Files.readString(room));
                }
                execute(connection, rule.sql());
                String twice = clientGivenTwice(connection);
                if (twice != null) {
                    return List.of(new Flaw(
                            rule.file(),
                            0,
                            "it gives client " + twice + " more than one row; see its joins and its group by"));
                }
                execute(connection, SqlText.of(RuleTrial.class, "make_mart_on_trial"));
                execute(connection, SqlText.of(RuleTrial.class, "fill_mart_on_trial"));
                execute(connection, "set local search_path = sample");
                execute(connection, SegmentationRule.read(settings.sql()).intoLadder());
                return List.of();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            if (TOO_MUCH.contains(String.valueOf(e.getSQLState()))) {
                return List.of(new Flaw(rule.file(), 0, e.getMessage() + "; run on all clients it is too much"));
            }
            // What is wrong with its words was found before; what it says now, it says of clients.
            Flaw flaw = rule.flaw(e);
            return List.of(new Flaw(flaw.file(), flaw.line(), Cause.withoutQuotes(flaw.fact())));
        }
    }

    private static @Nullable String clientGivenTwice(Connection connection) throws IOException, SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlText.of(RuleTrial.class, "client_given_twice"))) {
            return row.next() ? String.valueOf(row.getObject(1)) : null;
        }
    }
}
