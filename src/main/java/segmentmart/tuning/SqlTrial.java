package segmentmart.tuning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.sql.DefaultSqlPrepareStatementStrategy;
import org.apache.camel.component.sql.SqlEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.SqlText;
import segmentmart.intake.Cause;
import segmentmart.mart.Relation;
import segmentmart.mart.SegmentationRule;
import segmentmart.mart.Selection;

/**
 * Has the SQL of a revision prepared by PostgreSQL, in the order of the routes, and a rule run. All in transactions
 * that are rolled back. For one thread.
 */
final class SqlTrial {
    /** The segmentation rule, relative to the routes. */
    static final String RULE = "sql/client_segments.sql";

    /** A full disk, a limit of temporary files, a statement that took too long: a rule that is too much. */
    private static final Set<String> TOO_MUCH = Set.of("53100", "53400", "57014");

    /** Somebody may have a table to himself for long. */
    private static final String PATIENCE = "set local lock_timeout = '10s'";

    private static final String PATIENCE_FOR_RULE = "set local statement_timeout = '30min'";

    private static final Pattern FILE = Pattern.compile("file:.*/(sql/[^/?]+\\.sql)");
    private static final Pattern TEMPORARY = Pattern.compile(
            "\\s*create\\s+(local\\s+)?temp(orary)?\\s+table\\s.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern OUT_OF_QUERY =
            Pattern.compile(".*\\bas\\s+(select|with|table|values)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern SEMICOLON = Pattern.compile("\\s*;\\s*$");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*$");

    private final Database database;
    private final Settings settings;
    private final DefaultSqlPrepareStatementStrategy parameters = new DefaultSqlPrepareStatementStrategy();

    /**
     * A trial of SQL.
     *
     * @param settings over the folder whose SQL is tried
     */
    SqlTrial(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** What PostgreSQL finds wrong with the statements of the routes. */
    List<Flaw> flaws(CamelContext context) throws IOException, Trial.NotNow {
        // Two steps may have the same statement.
        Set<Flaw> flaws = new LinkedHashSet<>();
        for (RouteDefinition route :
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()) {
            try (Connection connection = database.pool().getConnection()) {
                connection.setAutoCommit(false);
                try {
                    // Names without a schema mean these, or the views of touched, which have their columns.
                    execute(connection, "set local search_path = staging, tally, data_mart");
                    execute(connection, PATIENCE);
                    for (ToDefinition step :
                            ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
                        if (context.getEndpoint(step.getEndpointUri()) instanceof SqlEndpoint sql
                                && !isTriedOut(connection, sql, flaws)) {
                            break;
                        }
                    }
                } finally {
                    connection.rollback();
                }
            } catch (SQLException e) {
                throw new Trial.NotNow(e);
            }
        }
        return List.copyOf(flaws);
    }

    /** Tries a statement; false if those after it cannot be tried without it. */
    private boolean isTriedOut(Connection connection, SqlEndpoint step, Set<Flaw> flaws)
            throws IOException, SQLException, Trial.NotNow {
        var file = FILE.matcher(step.getQuery());
        boolean isSelection = step.isUseMessageBodyForSql() && isSelection(step.getQuery());
        if (!isSelection && !file.find()) {
            return true;
        }
        String name = isSelection ? "sql/" + step.getQuery() : file.group(1);
        Path path = settings.routes().resolve(name);
        if (Files.notExists(path)) {
            flaws.add(new Flaw(Trial.inRoutes(name), 0, "is not there, but a route runs it; put it back"));
            return false;
        }
        Text text = isSelection ? selection(name) : text(name, path);
        String bare = COMMENT.matcher(text.sql()).replaceAll("").strip();
        boolean makesTable = TEMPORARY.matcher(bare).matches();
        Savepoint before = connection.setSavepoint();
        try (PreparedStatement prepared = connection.prepareStatement(text.sql())) {
            if (prepared.getParameterMetaData().getParameterCount() == 0 && makesTable) {
                execute(
                        connection,
                        OUT_OF_QUERY.matcher(bare).matches()
                                ? SEMICOLON.matcher(bare).replaceAll("") + "\nwith no data"
                                : text.sql());
            } else if (isSelection && isChangedView(connection, nameOf(step.getQuery()))) {
                execute(connection, text.sql());
            }
        } catch (SQLException e) {
            flaws.add(text.flaw(e));
            connection.rollback(before);
            return !makesTable;
        }
        return true;
    }

    /** What is wrong with the rule once it meets the data: run in full, into a table like that of the mart. */
    List<Flaw> flawsOfRule() throws IOException, Trial.NotNow {
        Text rule = ruleIntoDraft();
        try (Connection connection = database.pool().getConnection()) {
            connection.setAutoCommit(false);
            try {
                execute(connection, "set local search_path = staging");
                execute(connection, PATIENCE);
                execute(connection, PATIENCE_FOR_RULE);
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
                execute(connection, SqlText.of(SqlTrial.class, "make_mart_on_trial"));
                execute(connection, SqlText.of(SqlTrial.class, "fill_mart_on_trial"));
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

    /** Whether a relation is a view that is defined otherwise now: to define it, its readers are held up for a moment. */
    private boolean isChangedView(Connection connection, String name) throws IOException, SQLException {
        if (!Relation.isView(name)) {
            return false;
        }
        String sha256 = Relation.read(settings.sql(), name).text().sha256();
        try (PreparedStatement asked = connection.prepareStatement(SqlText.of(SqlTrial.class, "published_sha256"))) {
            asked.setString(1, name);
            try (ResultSet row = asked.executeQuery()) {
                return row.next() && !sha256.equals(row.getString(1));
            }
        }
    }

    private static @Nullable String clientGivenTwice(Connection connection) throws IOException, SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlText.of(SqlTrial.class, "client_given_twice"))) {
            return row.next() ? String.valueOf(row.getObject(1)) : null;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Text text(String name, Path path) throws IOException, SQLException {
        String sql = Files.readString(path);
        return new Text(Trial.inRoutes(name), parameters.prepareQuery(sql, true, null), 0);
    }

    private static boolean isSelection(String file) {
        return RULE.endsWith("/" + file) || Relation.exists(nameOf(file));
    }

    private static String nameOf(String file) {
        return file.replaceFirst("\\.sql$", "");
    }

    private Text selection(String name) throws IOException {
        if (name.equals(RULE)) {
            return ruleIntoDraft();
        }
        Relation relation = Relation.read(settings.sql(), nameOf(name.substring("sql/".length())));
        return text(name, relation.text(), relation.statement());
    }

    private Text ruleIntoDraft() throws IOException {
        SegmentationRule rule = SegmentationRule.read(settings.sql());
        return text(RULE, rule.text(), rule.intoDraft());
    }

    private static Text text(String name, Selection selection, String statement) {
        long linesBefore = statement
                .substring(0, statement.indexOf(selection.select()))
                .lines()
                .count();
        return new Text(Trial.inRoutes(name), statement, (int) linesBefore);
    }

    /**
     * A statement as PostgreSQL gets it.
     *
     * @param linesBefore how many lines stand before the first one of the file
     */
    private record Text(String file, String sql, int linesBefore) {
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
}
