package segmentmart.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.database.Database;
import segmentmart.database.Unreachable;

/**
 * Lets a command end in order on Ctrl-C or SIGTERM, and in time: what is in hand has two thirds of the time to come to
 * its end, then its transaction is broken off; the rest is for the embedded server to stop.
 */
final class Signals {
    private static final Logger log = LoggerFactory.getLogger(Signals.class);
    private static final long LOOK_SECONDS = 2;
    private static final long LONGEST_PAUSE_SECONDS = 15;

    private final Duration timeout;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Database database;

    /**
     * Listens from now on.
     *
     * @param timeout after which the process ends, whatever is going on
     */
    Signals(Duration timeout) {
        this.timeout = timeout;
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "signals"));
    }

    private void end() {
        asked.countDown();
        long patience = timeout.toMillis() * 2 / 3;
        try {
            if (ended.await(patience, TimeUnit.MILLISECONDS)) {
                return;
            }
            Database open = database;
            // Once its pool is closed nothing is in hand any more; its server may still take a while to stop.
            if (open != null && !open.isAborted()) {
                log.warn("ending: what is in hand is not done after {} s, it is rolled back", patience / 1000);
                open.abort();
            }
            if (!ended.await(timeout.toMillis() - patience, TimeUnit.MILLISECONDS)) {
                log.error("ended by shutdown.timeout ({} s); the next start brings all in order", timeout.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Names the database whose transactions are broken off when time is up. */
    void guard(Database opened) {
        this.database = opened;
    }

    /** Waits until the process is asked to end, keeping up the database that it runs. */
    void await(Database kept) throws InterruptedException {
        long pause = LOOK_SECONDS;
        while (!await(pause)) {
            try {
                kept.keepUp();
                pause = LOOK_SECONDS;
            } catch (Unreachable e) {
                pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS);
                log.error("{}; trying again in {} s", e.getMessage(), pause);
            }
        }
        log.info(
                "ending: the drop or refresh in hand may end within {} s, else it is rolled back",
                timeout.toSeconds() * 2 / 3);
    }

    /** Waits for some time; returns whether the process was asked to end. */
    boolean await(long seconds) throws InterruptedException {
        return asked.await(seconds, TimeUnit.SECONDS);
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /**
     * Says what became of work that failed because the process was asked to end; throws any other failure.
     *
     * @param fate said at once: the process may be gone before others could say it
     */
    Ended brokenOff(RuntimeException failure, String fate) {
        if (!isAsked()) {
            throw failure;
        }
        System.err.println(Terminal.plain(fate + ": the process was asked to end"));
        return new Ended(ExitCode.FAILED);
    }

    /** Everything is closed: the JVM may go. */
    void ended() {
        ended.countDown();
    }
}
