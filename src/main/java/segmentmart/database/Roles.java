package segmentmart.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** The roles with the least rights that the product and its readers need; made by a superuser, again and again. */
public final class Roles {
    /** Owns the schemas; the daemon logs in as it. */
    public static final String LOADER = "segment_loader";
    /** Sees the mart and the uses, and changes nothing. */
    public static final String READER = "bi_reader";

    /** What bi_reader may is a migration; it is run again here for whoever migrated and may not make roles. */
    private static final String READERS_RIGHTS = "/db/migration/R__bi_reader";

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
     */
    public void init(String loaderPassword, String readerPassword) throws Unreachable, SQLException, IOException {
        database.schema().migrate();
        try (Connection connection = database.pool().getConnection()) {
            connection.setAutoCommit(false);
            try {
                for (String step : new String[] {"make_loader", "give_to_loader", READERS_RIGHTS}) {
                    execute(connection, SqlText.of(Roles.class, step));
                }
                login(connection, LOADER, loaderPassword);
                login(connection, READER, readerPassword);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** Lets the reader log in with another password; the schema is up to date. */
    public void letReaderLogIn(String password) throws SQLException {
        try (Connection connection = database.pool().getConnection()) {
            login(connection, READER, password);
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
