package segmentmart.dashboard;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import segmentmart.database.Database;
import segmentmart.database.Server;

/** A database that ends all sessions and lets nobody in any more, until it is closed. */
final class Away implements AutoCloseable {
    private final Server server;

    Away(Database database) throws SQLException {
        server = database.server();
        execute("alter database " + server.name() + " with allow_connections false");
        execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + server.name() + "'");
    }

    /** Nobody can shut the database out that he is in. */
    private void execute(String sql) throws SQLException {
        String beside = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(beside, server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("alter database " + server.name() + " with allow_connections true");
    }
}
