package segmentmart.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.HomeLock;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.Unreachable;

/** The daemon. Waits for a database that is away, at start as later. */
@Command(
        name = "run",
        description =
                "Run the daemon: watch the inbox, load each drop, keep the mart. Ctrl-C or SIGTERM ends it in order.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);
    private static final int LONGEST_PAUSE_SECONDS = 15;

    @Mixin
    private HomeOption option = new HomeOption();

    @Override
    public Integer call() throws Exception {
        Settings settings = option.settings();
        Signals signals = new Signals(settings.duration(Setting.SHUTDOWN_TIMEOUT));
        try (HomeLock lock = option.lock(settings, "run");
                Database database = awaitDatabase(settings, signals)) {
            if (database == null) {
                return ExitCode.OK;
            }
            try (Daemon daemon = Daemon.run(settings, database)) {
                log.info("watching {} for drops, database {}; Ctrl-C ends", settings.inbox(), database.server());
                signals.await(database);
            }
            log.info("ended");
            return ExitCode.OK;
        } catch (Unreachable e) {
            throw new Refusal(ExitCode.NO_DATABASE, String.valueOf(e.getMessage()));
        } finally {
            signals.ended();
        }
    }

    /** Tries until the database is there with its schema; returns null if the process is asked to end before. */
    private static @Nullable Database awaitDatabase(Settings settings, Signals signals)
            throws InterruptedException, Unreachable {
        Database database = null;
        int pause = 1;
        while (true) {
            try {
                if (database == null) {
                    database = HomeOption.own(settings);
                    signals.guard(database);
                } else {
                    database.keepUp();
                }
                database.schema().migrate();
                return database;
            } catch (Unreachable e) {
                if (e.isForGood()) {
                    close(database);
                    throw e;
                }
                log.warn("{}; trying again in {} s", e.getMessage(), pause);
            } catch (RuntimeException e) {
                close(database);
                throw e;
            }
            if (signals.await(pause)) {
                close(database);
                return null;
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS);
        }
    }

    private static void close(@Nullable Database database) {
        if (database != null) {
            database.close();
        }
    }
}
