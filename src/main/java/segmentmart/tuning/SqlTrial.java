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
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.SqlText;
import segmentmart.mart.Relation;

/**
 * Has the SQL of a revision prepared by PostgreSQL, in the order of the routes, in transactions that are rolled back.
 * For one thread.
 */
final class SqlTrial {
    /** Somebody may have a table to himself for long. */
    static final String PATIENCE = "set local lock_timeout = '10s'";

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
        TriedStatement text = isSelection
                ? selection(name)
                : TriedStatement.of(name, parameters.prepareQuery(Files.readString(path), true, null));
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

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isSelection(String file) {
        return Trial.RULE.endsWith("/" + file) || Relation.exists(nameOf(file));
    }

    private static String nameOf(String file) {
        return file.replaceFirst("\\.sql$", "");
    }

    private TriedStatement selection(String name) throws IOException {
        if (name.equals(Trial.RULE)) {
            return TriedStatement.ofRule(settings.sql());
        }
        Relation relation = Relation.read(settings.sql(), nameOf(name.substring("sql/".length())));
        return TriedStatement.around(name, relation.text(), relation.statement());
    }
}
