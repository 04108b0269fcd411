package segmentmart.drill;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import segmentmart.database.EmbeddedServer;

/** One kill: it waits until the daemons have been at a point some times, then a little while. Safe for many threads. */
final class Strike {
    private static final int MOST_TIMES = 4;
    private static final int LONGEST_DELAY_MICROS = 12_000;

    private final KillPoint point;
    private final Victim victim;
    private final AtomicInteger times;
    private final long delayNanos;
    private final Path postgres;
    private final AtomicBoolean fallen = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile String told = "";

    private enum Victim {
        DAEMON("the daemon"),
        SERVER("PostgreSQL"),
        SESSION("a session of PostgreSQL"),
        BOTH("the daemon and PostgreSQL");

        private final String words;

        Victim(String words) {
            this.words = words;
        }

        /** More often the daemon, which has more to lose. */
        static Victim draw(Random random) {
            int dice = random.nextInt(100);
            return dice < 55 ? DAEMON : dice < 80 ? SERVER : dice < 90 ? SESSION : BOTH;
        }
    }

    /**
     * Plans a kill.
     *
     * @param postgres folder of the embedded server
     */
    Strike(KillPoint point, Random random, Path postgres) {
        this.point = point;
        this.victim = Victim.draw(random);
        this.times = new AtomicInteger(1 + random.nextInt(MOST_TIMES));
        this.delayNanos = TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_DELAY_MICROS));
        this.postgres = postgres;
    }

    KillPoint point() {
        return point;
    }

    /** Falls if the daemon's step is the moment. Called by the thread that follows the daemon. */
    void step(DaemonProcess daemon) {
        if (!fallen.get() && point.isAt(daemon.lastStep()) && times.decrementAndGet() == 0) {
            LockSupport.parkNanos(delayNanos);
            fall(daemon, "");
        }
    }

    /** Waits for the moment; where it does not come, falls upon a daemon all the same. Answers whom it hit, and when. */
    String await(long patienceSeconds, DaemonProcess otherwise) throws InterruptedException {
        if (!done.await(patienceSeconds, TimeUnit.SECONDS)) {
            fall(otherwise, " (not reached, struck all the same)");
            done.await();
        }
        return told;
    }

    private void fall(DaemonProcess daemon, String remark) {
        if (!fallen.compareAndSet(false, true)) {
            return;
        }
        if (victim == Victim.DAEMON || victim == Victim.BOTH) {
            daemon.kill();
        }
        if (victim != Victim.DAEMON) {
            Optional<ProcessHandle> server = EmbeddedServer.process(postgres);
            Optional<ProcessHandle> session = victim == Victim.SESSION
                    ? server.flatMap(process -> process.children()
                            // PostgreSQL's sessions name their database.
                            .filter(child ->
                                    child.info().commandLine().orElse("").contains("segment_mart"))
                            .reduce((first, last) -> last))
                    : Optional.empty();
            session.or(() -> server).ifPresent(ProcessHandle::destroyForcibly);
        }
        told = "killed %s (%s) %.1f ms after %s while %s%s"
                .formatted(
                        victim.words,
                        daemon.name(),
                        delayNanos / 1e6,
                        daemon.lastStep(),
                        point.name().toLowerCase(Locale.ROOT),
                        remark);
        done.countDown();
    }
}
