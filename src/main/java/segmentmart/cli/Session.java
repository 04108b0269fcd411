package segmentmart.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import segmentmart.daemon.HomeLock;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.Unreachable;
import segmentmart.tuning.Tuning;

/**
 * A home and its database, opened for one command: by this process alone, or beside another one that has the lock.
 *
 * @param lock null beside another process
 * @param signals asked to end, the command has until {@link #close} to do so
 */
record Session(Settings settings, @Nullable HomeLock lock, Database database, Signals signals)
        implements AutoCloseable {

    /** Opens the home alone if nobody has it, else beside the process that does; the schema is up to date then. */
    static Session open(HomeOption option, String verb) throws IOException {
        Settings settings = option.settings();
        // The command tells its result itself; what the daemon would log is for daemons.
        silence(Level.WARN);
        return open(settings, HomeLock.take(settings.home(), verb));
    }

    /** Lets the product log nothing below a level, in this process. */
    static void silence(Level level) {
        if (LoggerFactory.getLogger("segmentmart") instanceof Logger logger) {
            logger.setLevel(level);
        }
    }

    /** Opens the home alone; refuses where another process has it. */
    static Session openAlone(HomeOption option, String verb) throws IOException {
        Settings settings = option.settings();
        return open(settings, option.lock(settings, verb));
    }

    private static Session open(Settings settings, @Nullable HomeLock lock) throws IOException {
        Database database = null;
        Signals signals = new Signals(settings.duration(Setting.SHUTDOWN_TIMEOUT));
        try {
            database = lock != null ? HomeOption.own(settings) : HomeOption.beside(settings);
            signals.guard(database);
            if (lock != null) {
                HomeOption.makeReady(settings, database);
            } else {
                database.schema().migrate();
            }
            return new Session(settings, lock, database, signals);
        } catch (Unreachable e) {
            close(database, lock, signals);
            throw new Refusal(ExitCode.NO_DATABASE, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            close(database, lock, signals);
            throw e;
        }
    }

    /** Adds to what other processes are told of this one. */
    void tell(String more) throws IOException {
        if (lock != null) {
            lock.tell(more);
        }
    }

    /** The settings over the routes that run on the home. */
    Settings settled() throws IOException, Unreachable {
        return Tuning.settled(settings, System.getenv(), database, isBesideAnother());
    }

    boolean isBesideAnother() {
        return lock == null;
    }

    @Override
    public void close() throws IOException {
        close(database, lock, signals);
    }

    private static void close(@Nullable Database database, @Nullable HomeLock lock, Signals signals)
            throws IOException {
        try {
            if (database != null) {
                database.close();
            }
            if (lock != null) {
                lock.close();
            }
        } finally {
            signals.ended();
        }
    }
}
