package segmentmart.tuning;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.Home;
import segmentmart.daemon.HomeLock;
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
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Database database;
    private final Map<String, String> environment;
    private final MeterRegistry meters;
    private final Revisions revisions;
    private final Home home;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CompletableFuture<Void> watching;

    private volatile Daemon daemon;
    private volatile @Nullable Instant takingOverSince;
    private volatile @Nullable String refused;
    private Revision running;
    private @Nullable Revision judged;
    private boolean kept;

    private Tuning(
            Settings onDisk, Database database, Map<String, String> environment, MeterRegistry meters, Routes routes)
            throws IOException {
        this.database = database;
        this.environment = environment;
        this.meters = meters;
        this.home = onDisk.home();
        this.revisions = new Revisions(home);
        Routes begun = routes;
        Daemon started;
        try {
            started = Daemon.run(routes.settings(), database, meters);
        } catch (IOException | RoutesWrong e) {
            if (routes.before() == null) {
                throw e;
            }
            // The trial found nothing; what ran last does so again.
            begun = routes.before().instead(Routes.cannotRun(why(e)), routes.judged());
            started = Daemon.run(begun.settings(), database, meters);
        }
        this.daemon = started;
        this.running = begun.revision();
        this.judged = begun.judged();
        if (begun.refused() != null) {
            refuse(begun.refused());
        }
        keep();
        if (begun.equals(routes) && routes.before() != null) {
            log.info(
                    "routes: {} saved since the last run, taken over",
                    String.join(", ", running.changesFrom(routes.before().revision())));
        }
        tellOfMissingRoutes();
        watching = onDisk.isOn(Setting.ROUTES_WATCH)
                ? CompletableFuture.runAsync(this::watch, task -> new Thread(task, "tuning").start())
                        .exceptionally(Tuning::tellOfEnd)
                : CompletableFuture.completedFuture(null);
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
        return new Tuning(settings, database, environment, meters, Routes.choose(settings, environment, database));
    }

    /**
     * For a command: the settings of a home over the routes that run there, by another process or by this one.
     *
     * @throws RoutesWrong if none can
     */
    public static Settings settled(
            Settings settings, Map<String, String> environment, Database database, boolean besideAnother)
            throws IOException, Unreachable {
        if (besideAnother) {
            Revisions.InForce running = new Revisions(settings.home()).inForce();
            return running == null ? settings : settings.over(running.folder());
        }
        Routes routes = Routes.choose(settings, environment, database);
        if (routes.refused() != null) {
            log.error("routes: {}", inOneLine(routes.refused()));
        } else {
            // The next command need not try it again.
            new Revisions(settings.home()).putInForce(routes.revision(), Product.version());
        }
        return routes.settings();
    }

    /**
     * The settings of a home over the routes that ran last there, for a command that finds those on disk wrong or gone:
     * beside the process that runs on them, or where it has refused what is on disk. Null elsewhere: what was never seen
     * by a daemon that runs ends a start.
     */
    public static @Nullable Settings lastGood(Home home, Map<String, String> environment)
            throws IOException, Settings.Wrong {
        Revisions revisions = new Revisions(home);
        Revisions.InForce last = revisions.inForce();
        return last != null && (HomeLock.isTaken(home) || revisions.isRefused(Revision.read(home.routes())))
                ? Settings.read(home, last.folder(), environment)
                : null;
    }

    /** The daemon that runs; while others take over, the last one that did. */
    public Daemon daemon() {
        return daemon;
    }

    /** Since when the routes are being exchanged, so that none may run; null if they are not. */
    public @Nullable Instant takingOverSince() {
        return takingOverSince;
    }

    /** That what lies in {@code routes/} does not run, and why; null if it does. */
    public @Nullable String refused() {
        return refused;
    }

    private void watch() {
        Duration period = daemon.settings().duration(Setting.ROUTES_WATCH_PERIOD);
        Duration pause = period;
        Revision last = running;
        try {
            while (!ending.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    mend();
                    Revision onDisk = Revision.read(home.routes());
                    // A save may come in several writes: only what has stayed the same is judged.
                    if (onDisk.equals(last)) {
                        judge(onDisk);
                    }
                    last = onDisk;
                    pause = period;
                } catch (IOException | Trial.NotNow | RuntimeException | LinkageError | StackOverflowError e) {
                    if (ending.getCount() == 0) {
                        return;
                    }
                    judged = null;
                    String why = Routes.untried(Cause.describe(e, null));
                    if (!why.equals(refused)) {
                        log.warn("routes: {}", inOneLine(why));
                        refused = why;
                    }
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes good what could not be done when routes were exchanged: a full disk, a folder that was away. */
    private void mend() throws IOException {
        if (daemon.context().isStopped()) {
            daemon = Daemon.run(daemon.settings(), database, meters);
        }
        if (!kept) {
            keep();
        }
    }

    /** Lets what runs be what a restart, and commands beside this process, run. */
    private void keep() {
        try {
            revisions.putInForce(running, Product.version());
            noteRefusal();
            kept = true;
        } catch (IOException e) {
            kept = false;
            log.error("routes: what runs could not be noted for a restart, it is tried again: {}", why(e));
        }
    }

    private void judge(Revision onDisk) throws IOException, Trial.NotNow, InterruptedException {
        if (onDisk.equals(judged) || ending.getCount() == 0) {
            return;
        }
        if (onDisk.equals(running)) {
            judged = onDisk;
            if (refused != null) {
                log.info("routes: what is saved is what runs again");
                refused = null;
                noteRefusal();
            }
            return;
        }
        Path copy = revisions.onTrial(onDisk);
        Settings next = daemon.settings().over(copy);
        String why = "";
        try {
            Settings saved = Settings.read(home, copy, environment);
            tellOfRestarts(saved);
            next = saved.tunedFrom(daemon.settings());
        } catch (Settings.Wrong e) {
            why = e.getMessage() + "\n";
        }
        // Also where the settings are wrong: everything is told at once.
        why = (why + Routes.told(new Trial(next, onDisk, running).flaws(database))).strip();
        judged = onDisk;
        if (why.isEmpty()) {
            takeOver(onDisk, next.over(revisions.copy(onDisk)));
        } else {
            refuse(Routes.cannotRun(why));
            noteRefusal();
        }
    }

    /** For commands beside this process, and for a restart. */
    private void noteRefusal() throws IOException {
        String why = refused;
        if (why == null) {
            revisions.refuseNothing();
        } else {
            revisions.refuse(judged == null ? Revision.read(home.routes()) : judged, why);
        }
    }

    private void tellOfRestarts(Settings saved) {
        String names = saved.changedFrom(daemon.settings()).stream()
                .filter(setting -> !setting.isTunable())
                .map(Setting::key)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            log.warn("settings: {} will count from the next start", names);
        }
    }

    private void refuse(String sentence) {
        log.error("routes: {}", inOneLine(sentence));
        refused = sentence;
    }

    private void takeOver(Revision onDisk, Settings next) throws IOException {
        List<String> changes = onDisk.changesFrom(running);
        log.info("routes: {} saved and tried; taken over once what is in hand has ended", String.join(", ", changes));
        boolean ruleIsNew = !onDisk.hasSameFile(Trial.RULE, running);
        Daemon before = daemon;
        takingOverSince = Instant.now();
        try {
            before.closeOnceIdle();
            if (ending.getCount() == 0 || database.isAborted()) {
                return;
            }
            daemon = startOrGoBack(next, before);
        } finally {
            takingOverSince = null;
        }
        if (daemon.settings() != next) {
            noteRefusal();
            return;
        }
        running = onDisk;
        refused = null;
        keep();
        log.info("routes: {} taken over", String.join(", ", changes));
        tellOfMissingRoutes();
        if (ruleIsNew) {
            daemon.followRule();
        }
    }

    /** Starts what the trial found nothing wrong with; should it fail all the same, what ran before. */
    private Daemon startOrGoBack(Settings next, Daemon before) throws IOException {
        try {
            return Daemon.runEdited(next, database, meters);
        } catch (IOException | RuntimeException e) {
            refuse(Routes.cannotRun(why(e)));
            return Daemon.run(before.settings(), database, meters);
        }
    }

    private void tellOfMissingRoutes() {
        for (String id : daemon.missingRoutes()) {
            log.warn("routes: {} does not run, its file is gone; put {}.camel.yaml back", id, id);
        }
    }

    private static String why(Exception e) {
        return e instanceof RoutesWrong ? String.valueOf(e.getMessage()) : Cause.describe(e, null);
    }

    private static String inOneLine(String why) {
        return why.replace("\n", "; ");
    }

    /** Ends the daemon in order, and a trial at once. */
    @Override
    public void close() {
        ending.countDown();
        daemon.inbox().end();
        database.abortOthers();
        watching.join();
        daemon.close();
    }

    private static @Nullable Void tellOfEnd(Throwable end) {
        log.error("routes: edits are looked at no more until the next start", end);
        return null;
    }
}
