package segmentmart.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** The roles with the least rights that the product and its readers need; made by a superuser, again and again. */
public final class Roles {
    /** Owns the schemas; the daemon logs in as it. */
    public static final String LOADER = "segment_loader";
    /** Sees the mart and the uses, and changes nothing. */
    public static final String READER = "bi_reader";

    private final Database database;

    /**
     * Roles of a database.
     *
     * @param database asked by a superuser
     */
    public Roles(Database database) {
        this.database = database;
    }

    /**
     * Makes the roles and brings their rights in order; the schema is brought up to date before.
     *
     * @param loaderPassword empty: the loader may not log in
     * @param readerPassword empty: the reader may not log in
     * @return what they may besides, a sentence each: memberships that somebody else gave them
     */
    public List<String> init(String loaderPassword, String readerPassword)
            throws Unreachable, SQLException, IOException {
        database.schema().migrate();
        return inTransaction(connection -> {
            execute(connection, SqlText.of(Roles.class, "make_loader"));
            execute(connection, SqlText.of(Roles.class, "give_to_loader"));
            makeReader(connection);
            login(connection, LOADER, loaderPassword);
            login(connection, READER, readerPassword);
            return memberships(connection);
        });
    }

    /** Lets the reader log in with this password, and read what it may; asked by a superuser, the schema is up to date. */
    public void letReaderLogIn(String password) throws SQLException, IOException {
        inTransaction(connection -> {
            makeReader(connection);
            login(connection, READER, password);
            return password;
        });
    }

    /** Whoever migrated may not have been allowed to. */
    private static void makeReader(Connection connection) throws SQLException, IOException {
        execute(connection, SqlText.of(Roles.class, "adopt_reader"));
        execute(connection, SqlText.migration("R__bi_reader"));
    }

    private static List<String> memberships(Connection connection) throws SQLException, IOException {
        List<String> memberships = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SqlText.of(Roles.class, "memberships"))) {
            while (rows.next()) {
                memberships.add(rows.getString(1));
            }
        }
        return memberships;
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException, IOException;
    }

    private <T> T inTransaction(Work<T> work) throws SQLException, IOException {
        try (Connection connection = database.pool().getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | IOException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** The password leaves this process only as what the server checks it against. */
    private static void login(Connection connection, String role, String password) throws SQLException {
        if (password.isEmpty()) {
            execute(connection, "alter role " + role + " nologin password null");
        } else {
            connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
            execute(connection, "alter role " + role + " login");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
