package segmentmart.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    private final Database database;

    /**
     * Of a database.
     *
     * @param database asked by a superuser over one connection, so that no other one of this process is in the way
     */
    public Uninstall(Database database) {
        this.database = database;
    }

    /** What is in the way, a sentence each: processes that are connected, views of others over our tables. */
    public List<String> obstacles() throws SQLException, IOException {
        List<String> obstacles = new ArrayList<>();
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SqlText.of(Uninstall.class, "stands_in_the_way"))) {
            while (rows.next()) {
                obstacles.add(rows.getString(1));
            }
        }
        return obstacles;
    }

    /**
     * Drops the schemas, then the roles.
     *
     * @return what became of each role: {@code dropped}, {@code was not there}, or why it stays
     */
    public Map<String, String> run() throws SQLException, IOException {
        Map<String, String> roles = new LinkedHashMap<>();
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SqlText.of(Uninstall.class, "drop_schemas"));
            for (String role : List.of(Roles.LOADER, Roles.READER)) {
                roles.put(role, drop(statement, role));
            }
        }
        return roles;
    }

    private static String drop(Statement statement, String role) throws SQLException {
        try (ResultSet known = statement.executeQuery("select from pg_roles where rolname = '" + role + "'")) {
            if (!known.next()) {
                return "was not there";
            }
        }
        try {
            statement.execute("drop role " + role);
            return "dropped";
        } catch (PSQLException e) {
            ServerErrorMessage told = e.getServerErrorMessage();
            if (told != null && STILL_IN_USE.equals(told.getSQLState())) {
                // Another database of the server has the product too, or somebody gave the role more.
                return "stays, others use it: "
                        + String.valueOf(told.getDetail()).lines().collect(Collectors.joining("; "));
            }
            throw e;
        }
    }
}
