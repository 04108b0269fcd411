package segmentmart.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database in use: its pool, and the embedded server if this process runs it. */
public final class Database implements AutoCloseable {
    private final Server server;
    private final HikariDataSource pool;
    private @Nullable EmbeddedServer embedded;
    private final Set<Database> others = ConcurrentHashMap.newKeySet();

    private Database(Server server, HikariDataSource pool, @Nullable EmbeddedServer embedded) {
        this.server = server;
        this.pool = pool;
        this.embedded = embedded;
    }

    /** An external server, or the embedded one that another process runs. It need not be there yet. */
    public static Database of(Server server, int poolSize) {
        return new Database(server, server.pool(poolSize), null);
    }

    /** The embedded server, run by this process until {@link #close}. */
    public static Database embedded(Path folder, int preferredPort, int poolSize) throws Unreachable {
        EmbeddedServer embedded = EmbeddedServer.start(folder, preferredPort);
        return new Database(embedded.server(), embedded.server().pool(poolSize), embedded);
    }

    /**
     * The same database over connections of their own, which go with these when they are aborted.
     *
     * @param connections at most
     */
    public Database other(int connections) {
        return other(server.pool(connections));
    }

    /**
     * As {@link #other}, for those who only read, each for some seconds.
     *
     * @param connections at most
     */
    public Database readers(int connections) {
        return other(server.readers(connections));
    }

    private Database other(HikariDataSource connections) {
        others.removeIf(Database::isAborted);
        Database other = new Database(server, connections, null);
        others.add(other);
        return other;
    }

    /** Breaks off every transaction over {@link #other} connections. */
    public void abortOthers() {
        others.forEach(Database::abort);
    }

    public Server server() {
        return server;
    }

    public DataSource pool() {
        return pool;
    }

    /** Measures the pool from now on. */
    public void measure(MeterRegistry meters) {
        pool.setMetricRegistry(meters);
    }

    public Schema schema() {
        return new Schema(pool, server);
    }

    /** Starts the embedded server again if its process died; to be called now and then by the process that runs it. */
    public synchronized void keepUp() throws Unreachable {
        if (embedded != null && !embedded.isAlive()) {
            embedded = embedded.restart();
        }
    }

    /** Breaks off every transaction and opens no other; the server rolls them back. */
    public void abort() {
        pool.close();
        abortOthers();
    }

    /** Whether it was {@link #abort aborted} or closed. */
    public boolean isAborted() {
        return pool.isClosed();
    }

    @Override
    public synchronized void close() {
        pool.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
