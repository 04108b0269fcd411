package segmentmart.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Takes the product out of a database, roles included; what others have there stays. */
public final class Uninstall {
    /** PostgreSQL's {@code dependent_objects_still_exist}. */
    private static final String STILL_IN_USE = "2BP01";
    /** PostgreSQL's {@code lock_not_available}. */
    private static final String LOCKED = "55P03";

    private static final String DROPPED = "dropped";
    private static final String NOT_THERE = "not there";

    private final Database database;

    /** Something of others is in the way; nothing was dropped. The message says what, and what to do. */
    public static final class Obstructed extends Exception {
        private static final long serialVersionUID = 1L;

        Obstructed(String message) {
            super(message);
        }
    }

    /**
     * Of a database.
     *
     * @param database asked by a superuser over one connection, so that no other one of this process is in the way
     */
    public Uninstall(Database database) {
        this.database = database;
    }

    /**
     * Drops the schemas and the roles, both or neither.
     *
     * @return what became of the schemas and of each role: {@code dropped}, {@code not there}, or why it stays
     */
    public Map<String, String> run() throws Obstructed, Unreachable, SQLException, IOException {
        database.schema().checkServer();
        try (Connection connection = database.pool().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                List<String> obstacles = obstacles(statement);
                if (!obstacles.isEmpty()) {
                    throw new Obstructed(String.join("; ", obstacles));
                }
                Map<String, String> outcome = new LinkedHashMap<>();
                boolean there = isThere(statement, "pg_namespace", "nspname", "staging");
                statement.execute(SqlText.of(Uninstall.class, "drop_schemas"));
                outcome.put("staging, data_mart, tally, touched and sample", there ? DROPPED : NOT_THERE);
                for (String role : List.of(Roles.LOADER, Roles.READER)) {
                    outcome.put(role, drop(connection, statement, role));
                }
                connection.commit();
                return outcome;
            } catch (SQLException e) {
                connection.rollback();
                if (LOCKED.equals(e.getSQLState())) {
                    throw new Obstructed("somebody reads or writes the tables: end that, or try again");
                }
                throw e;
            } catch (Obstructed | IOException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static List<String> obstacles(Statement statement) throws SQLException, IOException {
        List<String> obstacles = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(SqlText.of(Uninstall.class, "stands_in_the_way"))) {
            while (rows.next()) {
                obstacles.add(rows.getString(1));
            }
        }
        return obstacles;
    }

    private static boolean isThere(Statement statement, String catalogue, String column, String name)
            throws SQLException {
        try (ResultSet row =
                statement.executeQuery("select from " + catalogue + " where " + column + " = '" + name + "'")) {
            return row.next();
        }
    }

    private static String drop(Connection connection, Statement statement, String role) throws SQLException {
        if (!isThere(statement, "pg_roles", "rolname", role)) {
            return NOT_THERE;
        }
        Savepoint before = connection.setSavepoint();
        try {
            statement.execute("drop role " + role);
            return DROPPED;
        } catch (PSQLException e) {
            ServerErrorMessage told = e.getServerErrorMessage();
            if (told != null && STILL_IN_USE.equals(told.getSQLState())) {
                // Another database of the server has the product too, or somebody gave the role more.
                connection.rollback(before);
                return "stays, there is more of it: "
                        + String.valueOf(told.getDetail()).lines().collect(Collectors.joining("; "));
            }
            throw e;
        }
    }
}
