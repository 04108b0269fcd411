package segmentmart.tuning;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.Home;
import segmentmart.daemon.Product;
import segmentmart.daemon.RoutesWrong;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.Unreachable;
import segmentmart.intake.Cause;

/**
 * Runs a daemon on the routes of a home, and on those that are saved there while it runs: each is tried aside, and taken
 * over once what is in hand has ended. What cannot run changes nothing.
 */
public final class Tuning implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Tuning.class);

    private final Database database;
    private final Map<String, String> environment;
    private final MeterRegistry meters;
    private final Revisions revisions;
    private final Home home;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread watch = new Thread(this::watch, "tuning");

    private volatile Daemon daemon;
    private volatile boolean takingOver;
    private volatile @Nullable String refused;
    private Revision running;
    private @Nullable Revision judged;

    private Tuning(
            Settings onDisk, Database database, Map<String, String> environment, MeterRegistry meters, Routes routes)
            throws IOException {
        this.database = database;
        this.environment = environment;
        this.meters = meters;
        this.home = onDisk.home();
        this.revisions = new Revisions(home);
        this.running = routes.revision();
        this.refused = routes.refused();
        this.judged = routes.judged();
        this.daemon = Daemon.run(routes.settings(), database, meters);
        tellOfMissingRoutes();
        if (onDisk.isOn(Setting.ROUTES_WATCH)) {
            watch.start();
        }
    }

    /**
     * Starts the daemon of a home.
     *
     * @param settings of the home
     * @param environment that they are read from again after a change
     * @throws RoutesWrong if neither what is saved nor what ran last can run
     * @throws Unreachable if the database does not last until that is known
     */
    public static Tuning start(
            Settings settings, Database database, Map<String, String> environment, MeterRegistry meters)
            throws IOException, Unreachable {
        return new Tuning(settings, database, environment, meters, Routes.choose(settings, database));
    }

    /**
     * For a command: the settings of a home over the routes that run there, by another process or by this one.
     *
     * @throws RoutesWrong if none can
     */
    public static Settings settled(Settings settings, Database database, boolean besideAnother)
            throws IOException, Unreachable {
        if (!besideAnother) {
            return Routes.choose(settings, database).settings();
        }
        Revisions.InForce running = new Revisions(settings.home()).inForce();
        return running == null ? settings : settings.over(running.folder());
    }

    /** The daemon that runs; while others take over, the last one that did. */
    public Daemon daemon() {
        return daemon;
    }

    /** Whether the routes are being exchanged, so that none may run. */
    public boolean isTakingOver() {
        return takingOver;
    }

    /** Why what lies in {@code routes/} does not run; null if it does. */
    public @Nullable String refused() {
        return refused;
    }

    private void watch() {
        long millis = daemon.settings().duration(Setting.ROUTES_WATCH_PERIOD).toMillis();
        Revision last = running;
        String told = "";
        try {
            while (!ending.await(millis, TimeUnit.MILLISECONDS)) {
                try {
                    if (daemon.context().isStopped()) {
                        // Neither the edit nor what ran before could be started.
                        daemon = Daemon.run(daemon.settings(), database, meters);
                    }
                    Revision onDisk = Revision.read(home.routes());
                    // A save may come in several writes: only what has stayed the same is judged.
                    if (onDisk.equals(last)) {
                        judge(onDisk);
                    }
                    last = onDisk;
                    told = "";
                } catch (IOException | Trial.NotNow | RuntimeException e) {
                    String why = Cause.describe(e, null);
                    if (!why.equals(told)) {
                        log.warn("routes: what was saved cannot be tried now, it is looked at again: {}", why);
                    }
                    told = why;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void judge(Revision onDisk) throws IOException, Trial.NotNow, InterruptedException {
        if (onDisk.equals(judged)) {
            return;
        }
        if (onDisk.equals(running)) {
            if (refused != null) {
                log.info("routes: what is saved is what runs again");
                refuse(null);
            }
            judged = onDisk;
            return;
        }
        List<String> changes = onDisk.changesFrom(running);
        Settings running = daemon.settings();
        Settings next;
        List<Flaw> flaws;
        try {
            Settings read = Settings.read(home, home.routes(), environment);
            tellOfRestarts(read, running);
            next = read.tunedFrom(running).over(revisions.copy(onDisk));
            flaws = new Trial(next, onDisk, this.running).flaws(database);
        } catch (Settings.Wrong e) {
            judged = onDisk;
            refuse(String.valueOf(e.getMessage()));
            return;
        }
        judged = onDisk;
        if (!flaws.isEmpty()) {
            refuse(Routes.told(flaws));
            return;
        }
        takeOver(onDisk, next, changes);
    }

    /** Starts what the trial found nothing wrong with; should it fail all the same, what ran before. */
    private Daemon startOrGoBack(Settings next, Daemon before) throws IOException {
        try {
            return Daemon.run(next, database, meters);
        } catch (IOException | RuntimeException e) {
            refuse(e instanceof RoutesWrong ? String.valueOf(e.getMessage()) : Cause.describe(e, null));
            return Daemon.run(before.settings(), database, meters);
        }
    }

    private void tellOfMissingRoutes() {
        for (String id : daemon.missingRoutes()) {
            log.warn("routes: {} does not run, its file is gone; put {}.camel.yaml back", id, id);
        }
    }

    private static void tellOfRestarts(Settings read, Settings running) {
        String names = read.changedFrom(running).stream()
                .filter(setting -> !setting.isTunable())
                .map(Setting::key)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            log.warn("settings: {} will count from the next start", names);
        }
    }

    private void refuse(@Nullable String why) throws IOException {
        refused = why;
        revisions.refuse(why);
        if (why != null) {
            log.error("routes: what was saved cannot run, what ran goes on: {}", why.replace("\n", "; "));
        }
    }

    private void takeOver(Revision onDisk, Settings next, List<String> changes)
            throws IOException, InterruptedException {
        log.info("routes: {} saved and tried; taken over once what is in hand has ended", String.join(", ", changes));
        Daemon before = daemon;
        boolean ruleIsNew = !onDisk.hasSameFile(SqlTrial.RULE, running);
        takingOver = true;
        try {
            before.closeOnceIdle();
            if (ending.getCount() == 0 || database.isAborted()) {
                return;
            }
            daemon = startOrGoBack(next, before);
        } finally {
            takingOver = false;
        }
        if (daemon.settings() != next) {
            return;
        }
        running = onDisk;
        refused = null;
        revisions.putInForce(onDisk, Product.version());
        log.info("routes: {} taken over", String.join(", ", changes));
        tellOfMissingRoutes();
        if (ruleIsNew) {
            daemon.followRule();
        }
    }

    /** Ends the daemon in order. */
    @Override
    public void close() {
        ending.countDown();
        boolean interrupted = false;
        while (watch.isAlive()) {
            try {
                watch.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        daemon.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
