package segmentmart.http;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Connections of a database that is not there from the beginning. Safe for many threads. */
final class LateDatabase extends AbstractDataSource {
    private volatile @Nullable DataSource database;

    /** Gives connections of this database from now on. */
    void of(DataSource begun) {
        database = begun;
    }

    @Override
    public Connection getConnection() throws SQLException {
        DataSource known = database;
        if (known == null) {
            throw new SQLTransientConnectionException("the daemon has no database yet");
        }
        return known.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new UnsupportedOperationException("all ask as the same user");
    }
}
