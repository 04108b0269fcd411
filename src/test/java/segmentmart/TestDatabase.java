package segmentmart;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import segmentmart.database.Database;
import segmentmart.database.Server;
import segmentmart.database.Unreachable;

/** The embedded PostgreSQL that all tests of a run share, started by the first that needs it. */
public final class TestDatabase {
    private static final Path FOLDER = Path.of("target", "test-postgres").toAbsolutePath();
    private static final Database DATABASE = start();

    private TestDatabase() {}

    private static Database start() {
        try {
            Database database = Database.embedded(FOLDER, 0, 8);
            database.schema().migrate();
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
            return database;
        } catch (Unreachable e) {
            throw new IllegalStateException(e);
        }
    }

    public static Database get() {
        return DATABASE;
    }

    /** The database as a new one: tables empty, numbers from 1. */
    public static Database empty() {
        execute("drop schema if exists test cascade");
        execute("""
                do $$
                begin
                    execute (
                        select 'truncate ' || string_agg(format('%I.%I', schemaname, tablename), ', ') || ' restart identity'
                        from pg_tables
                        where
                            schemaname in ('staging', 'data_mart', 'tally', 'touched')
                            and tablename <> 'schema_version'
                    );
                end $$
                """);
        execute("alter sequence staging.load_id_seq restart");
        return DATABASE;
    }

    /** Settings of a command that is to work on it. */
    public static Map<String, String> environment() {
        Server server = DATABASE.server();
        return Map.of(
                "DB_HOST", server.host(),
                "DB_PORT", String.valueOf(server.port()),
                "DB_NAME", server.name(),
                "DB_USER", server.user(),
                "DB_PASS", server.password());
    }

    public static void execute(String sql) {
        try (Connection connection = DATABASE.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public static JdbcClient jdbc() {
        return JdbcClient.create(DATABASE.pool());
    }

    /** The rows of a query as CSV with a header, as PostgreSQL writes it. */
    public static String csv(String query) {
        try (Connection connection = DATABASE.pool().getConnection()) {
            StringWriter out = new StringWriter();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + query + ") to stdout with (format csv, header)", out);
            return out.toString();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
