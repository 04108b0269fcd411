package segmentmart.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.database.Database;
import segmentmart.database.Unreachable;

/** Lets a command end in order on Ctrl-C or SIGTERM: the JVM waits until it has. */
final class Signals {
    private static final Logger log = LoggerFactory.getLogger(Signals.class);
    private static final long LOOK_SECONDS = 2;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    Signals() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            asked.countDown();
                            try {
                                ended.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "signals"));
    }

    /** Waits until the process is asked to end, keeping up the database that it runs. */
    void await(Database database) throws InterruptedException, Unreachable {
        while (!await(LOOK_SECONDS)) {
            database.keepUp();
        }
        log.info("ending: the drop in hand is finished or rolled back, a refresh under way is finished");
    }

    /** Waits for some time; returns whether the process was asked to end. */
    boolean await(long seconds) throws InterruptedException {
        return asked.await(seconds, TimeUnit.SECONDS);
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Everything is closed: the JVM may go. */
    void ended() {
        ended.countDown();
    }
}
