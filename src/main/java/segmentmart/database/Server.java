package segmentmart.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * Where a database is and who asks.
 *
 * @param password never shown; see {@link #toString}
 * @param sslMode whether TLS is used and who is trusted, as PostgreSQL names it: {@code disable} … {@code verify-full}
 * @param sslRootCert certificates that are trusted; null for those of Java
 */
public record Server(
        String host,
        int port,
        String name,
        String user,
        String password,
        String sslMode,
        @Nullable Path sslRootCert) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** For the rows that a reader is given at a time. */
    private static final Duration LONGEST_READING = Duration.ofSeconds(20);

    /**
     * A session ends soon after its client is gone, also where the client's machine was switched off, so that its locks
     * hold up no other daemon. Not every platform can look for the client while a statement runs.
     */
    private static final String SESSION = "select set_config('tcp_keepalives_idle', '30', false),"
            + " set_config('tcp_keepalives_interval', '10', false),"
            + " set_config('tcp_keepalives_count', '3', false),"
            + " set_config('idle_in_transaction_session_timeout', '10min', false),"
            // How long the arrays of a chunk are decides how it is best inserted.
            + " set_config('plan_cache_mode', 'force_custom_plan', false),"
            // Before PostgreSQL 18 a plan that has no way around a disabled step seems worth compiling.
            + " set_config('jit', 'off', false),"
            + " case when version() like '%linux%'"
            + " then set_config('client_connection_check_interval', '2s', false) end";

    /** A server on this machine, asked without TLS. */
    static Server local(int port, String name, String user, String password) {
        return new Server("localhost", port, name, user, password, "disable", null);
    }

    /** The same database, asked by somebody else. */
    public Server as(String otherUser, String otherPassword) {
        return new Server(host, port, name, otherUser, otherPassword, sslMode, sslRootCert);
    }

    /** The same database by another way, such as a tunnel. */
    public Server at(String otherHost, int otherPort) {
        return new Server(otherHost, otherPort, name, user, password, sslMode, sslRootCert);
    }

    /** A pool of connections; it is made even while the server is away. */
    public HikariDataSource pool(int size) {
        return new HikariDataSource(configuration(size));
    }

    /** A pool of connections over which nothing can be written, and nothing takes long; none of them waits idle. */
    HikariDataSource readers(int size) {
        HikariConfig config = configuration(size);
        config.setPoolName("segment-mart-readers");
        config.setReadOnly(true);
        config.setMinimumIdle(0);
        config.setConnectionInitSql(
                SESSION + ", set_config('statement_timeout', '%dms', false)".formatted(LONGEST_READING.toMillis()));
        return new HikariDataSource(config);
    }

    private HikariConfig configuration(int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("segment-mart");
        config.setJdbcUrl("jdbc:postgresql://" + host + ":" + port + "/" + name);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1);
        // What is judged under a lock must see what was committed before the lock was had, whatever the server's
        // default.
        // Nor may the pool learn its level from its first connection: if that one breaks, it never learns it.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(SESSION);
        config.setExceptionOverrideClassName(EvictReadOnly.class.getName());
        config.addDataSourceProperty("ApplicationName", "segment-mart");
        config.addDataSourceProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("sslmode", sslMode);
        if (sslRootCert != null) {
            config.addDataSourceProperty("sslrootcert", sslRootCert.toString());
        } else if (sslMode.startsWith("verify")) {
            config.addDataSourceProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
        }
        // A row that PostgreSQL refuses is about a client; it has no place in logs.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return config;
    }

    /** The server for people, without the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + name;
    }
}
