package segmentmart.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import segmentmart.daemon.HomeLock;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.Unreachable;

/**
 * A home and its database, opened for one command: by this process alone, or beside another one that has the lock.
 *
 * @param lock null beside another process
 */
record Session(Settings settings, @Nullable HomeLock lock, Database database) implements AutoCloseable {

    /** Opens the home alone if nobody has it, else beside the process that does; the schema is up to date then. */
    static Session open(HomeOption option, String verb) throws IOException {
        Settings settings = option.settings();
        // The command tells its result itself; what the daemon would log is for daemons.
        if (LoggerFactory.getLogger("segmentmart") instanceof Logger logger) {
            logger.setLevel(Level.WARN);
        }
        return open(settings, HomeLock.take(settings.home(), verb));
    }

    /** Opens the home alone; refuses where another process has it. */
    static Session openAlone(HomeOption option, String verb) throws IOException {
        Settings settings = option.settings();
        return open(settings, option.lock(settings, verb));
    }

    private static Session open(Settings settings, @Nullable HomeLock lock) throws IOException {
        Database database = null;
        try {
            database = lock != null ? HomeOption.own(settings) : HomeOption.beside(settings);
            database.schema().migrate();
            return new Session(settings, lock, database);
        } catch (Unreachable e) {
            close(database, lock);
            throw new Refusal(ExitCode.NO_DATABASE, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            close(database, lock);
            throw e;
        }
    }

    boolean isBesideAnother() {
        return lock == null;
    }

    @Override
    public void close() throws IOException {
        close(database, lock);
    }

    private static void close(@Nullable Database database, @Nullable HomeLock lock) throws IOException {
        if (database != null) {
            database.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
