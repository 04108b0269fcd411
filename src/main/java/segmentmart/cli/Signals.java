package segmentmart.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command end in order on Ctrl-C or SIGTERM: the JVM waits until it has. */
final class Signals {
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

    /** Waits until the process is asked to end. */
    void await() throws InterruptedException {
        asked.await();
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
