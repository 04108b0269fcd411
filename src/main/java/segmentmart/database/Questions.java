package segmentmart.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** Questions to the database, each an SQL file beside a class; all are answered as of the first. For one thread. */
public final class Questions {
    /** Rows that are in memory at a time, however many there are. */
    private static final int ROWS_AT_A_TIME = 200;

    private final JdbcClient jdbc;
    private final Class<?> beside;

    private Questions(JdbcClient jdbc, Class<?> beside) {
        this.jdbc = jdbc;
        this.beside = beside;
    }

    /** Asks questions that lie beside a class, in one transaction that writes nothing. */
    public static <T> T inOneMoment(DataSource database, Class<?> beside, Function<Questions, T> asked) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(ROWS_AT_A_TIME);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setReadOnly(true);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        try {
            return Objects.requireNonNull(
                    transaction.execute(status -> asked.apply(new Questions(JdbcClient.create(jdbc), beside))));
        } catch (TransactionSystemException e) {
            // A connection that failed cannot be rolled back either; what tells is why it failed.
            throw e.getApplicationException() instanceof RuntimeException reason ? reason : e;
        }
    }

    /** The rows of {@code NAME.sql}, arrays as lists. */
    public List<Map<String, @Nullable Object>> rows(String question) {
        return rows(question, Map.of());
    }

    /** The same with named parameters. */
    public List<Map<String, @Nullable Object>> rows(
            String question, Map<String, ? extends @Nullable Object> parameters) {
        return jdbc.sql(sql(question)).params(parameters).query(Questions::row).list();
    }

    /** Has the rows of {@code NAME.sql} read one after the other; memory does not grow with their number. */
    public <T> T read(
            String question, Map<String, ? extends @Nullable Object> parameters, ResultSetExtractor<T> reader) {
        return jdbc.sql(sql(question)).params(parameters).query(reader);
    }

    private String sql(String question) {
        try {
            return SqlText.of(beside, question);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, @Nullable Object> row(ResultSet rows, int n) throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            Object value = rows.getObject(i);
            row.put(
                    rows.getMetaData().getColumnLabel(i),
                    value instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : value);
        }
        return row;
    }
}
