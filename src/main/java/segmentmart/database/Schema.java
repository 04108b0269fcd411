package segmentmart.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** The tables of the product, brought up to date by Flyway. */
public final class Schema {
    /** Where they are on the class path. */
    static final String MIGRATIONS = "db/migration";

    private static final int OLDEST_SERVER = 15;

    private final DataSource database;
    private final Server server;

    public Schema(DataSource database, Server server) {
        this.database = database;
        this.server = server;
    }

    /** Checks that the server can hold the schema, and migrates it. */
    public void migrate() throws Unreachable {
        checkServer();
        try {
            flyway().migrate();
        } catch (FlywayException e) {
            throw new Unreachable(
                    "database " + server + ": its schema could not be brought up to date: " + firstLine(e), e);
        }
    }

    /** Version of the newest migration in the database, {@code none} where there is none. */
    public String version() {
        MigrationInfo current = flyway().info().current();
        return current == null ? "none" : String.valueOf(current.getVersion());
    }

    /** Version of the server; empty where it cannot be asked. */
    public Optional<String> serverVersion() {
        try (Connection connection = database.getConnection()) {
            return Optional.of(connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private Flyway flyway() {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:" + MIGRATIONS)
                .schemas("staging", "data_mart", "touched")
                .table("schema_version")
                .load();
    }

    /** Checks that the server can be asked, and can hold the schema. */
    public void checkServer() throws Unreachable {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_version_num')::integer / 10000,"
                        + " current_setting('server_version'), current_setting('server_encoding')")) {
            row.next();
            if (row.getInt(1) < OLDEST_SERVER) {
                throw new Unreachable("database " + server + ": PostgreSQL " + row.getString(2)
                        + " is too old (expected " + OLDEST_SERVER + " or newer)");
            }
            if (!"UTF8".equals(row.getString(3))) {
                throw new Unreachable("database " + server + ": its encoding is " + row.getString(3)
                        + " (expected UTF8): create it with encoding 'UTF8' template template0");
            }
        } catch (SQLException e) {
            throw new Unreachable(
                    "database " + server + " cannot be used: " + firstLine(e)
                            + " (see DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASS and DB_SSLMODE in .env or the environment)",
                    e);
        }
    }

    private static String firstLine(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
