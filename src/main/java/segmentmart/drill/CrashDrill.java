package segmentmart.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import segmentmart.daemon.Home;
import segmentmart.daemon.Setting;
import segmentmart.database.Database;
import segmentmart.database.EmbeddedServer;
import segmentmart.database.Server;

/**
 * Two daemons share one inbox and one database; drops with a known truth come in; round after round a daemon or the
 * server is killed at a moment that is not of its choosing, and started again. What is in base and folders then is
 * compared with the truth.
 */
public final class CrashDrill implements AutoCloseable {
    private static final Duration RECOVERY_PATIENCE = Duration.ofSeconds(90);
    private static final Duration QUIET_PATIENCE = Duration.ofMinutes(3);
    private static final int SHUTDOWN_SECONDS = 30;
    private static final int DEATH_SECONDS = 10;
    private static final int POINT_SECONDS = 15;

    private static final List<KillPoint> POINTS = List.of(KillPoint.values());

    private final Random random;
    private final Script script;
    private final Home owner;
    private final Home helper;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<KillPoint, Integer> kills = new EnumMap<>(KillPoint.class);
    private volatile @Nullable Strike armed;
    private volatile boolean closed;
    private @Nullable DaemonProcess owning;
    private @Nullable DaemonProcess helping;
    private @Nullable Database database;
    private @Nullable Audit audit;

    /**
     * Makes the two homes of the drill.
     *
     * @param scratch an empty folder
     * @param routes that the daemons run
     * @param seed of drops and kills; the moments themselves depend on the machine
     */
    public CrashDrill(Path scratch, Path routes, long seed) throws IOException {
        this.random = new Random(seed);
        this.script = new Script(random.nextLong());
        this.owner = home(scratch.resolve("one"), routes);
        this.helper = home(scratch.resolve("two"), routes);
        Files.createDirectories(inbox());
        // All of them: those in the user's routes must not apply, least of all the database that they may name.
        for (Setting setting : Setting.values()) {
            settings.put(setting.variable(), setting.byDefault());
        }
        settings.put(Setting.DB_EMBEDDED_PORT.variable(), String.valueOf(freePort()));
        settings.put(Setting.HTTP_ENABLED.variable(), "false");
        settings.put(Setting.INBOX_DIR.variable(), inbox().toString());
        settings.put(Setting.INBOX_POLL_DELAY.variable(), "50ms");
        settings.put(Setting.INBOX_STEADY_FOR.variable(), "100ms");
        settings.put(Setting.INBOX_TIDY_PERIOD.variable(), "3s");
        settings.put(Setting.LOAD_CHUNK.variable(), "1000");
        settings.put(Setting.MART_SETTLE_FOR.variable(), "50ms");
        settings.put(Setting.MART_TIMER_PERIOD.variable(), "5s");
        settings.put(Setting.SHUTDOWN_TIMEOUT.variable(), SHUTDOWN_SECONDS + "s");
    }

    private static Home home(Path root, Path routes) throws IOException {
        Home home = new Home(root);
        home.ship(routes);
        try (InputStream in = CrashDrill.class.getResourceAsStream("logback.xml")) {
            Files.copy(Objects.requireNonNull(in), home.root().resolve("logback.xml"));
        }
        return home;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path inbox() {
        return owner.root().resolve("inbox");
    }

    /**
     * Runs the drill.
     *
     * @param rounds kills, one after the other
     * @param out is told each of them
     */
    public Outcome run(int rounds, PrintStream out) throws IOException, InterruptedException {
        int round = 0;
        long rows = 0;
        try {
            startDaemons();
            for (round = 1; round <= rounds; round++) {
                deliver(round);
                String killed = strike(round);
                startDaemons();
                rows = recovered(known -> known.soFar(script.deliveries()));
                out.println(String.format(Locale.ROOT, "round %3d: %s; %,d rows right so far", round, killed, rows));
            }
            awaitQuiet();
            rows = recovered(known -> known.whole(script.deliveries()));
            stopDaemons();
            return outcome(rounds, rows, null);
        } catch (Mismatch e) {
            return outcome(round, rows, e.getMessage());
        }
    }

    private Outcome outcome(int rounds, long rows, @Nullable String fault) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        kills.forEach((point, count) -> counts.put(point.name(), count));
        return new Outcome(rounds, script.deliveries().size(), rows, counts, fault);
    }

    private synchronized void startDaemons() throws IOException, InterruptedException, Mismatch {
        if (closed) {
            throw new Mismatch("the drill was interrupted");
        }
        for (DaemonProcess daemon : new @Nullable DaemonProcess[] {owning, helping}) {
            if (daemon != null && !daemon.isAlive() && !daemon.wasKilled()) {
                throw endedByItself(daemon);
            }
        }
        if (owning == null || !owning.isAlive()) {
            owning = DaemonProcess.start(owner.root(), settings, this::step);
        }
        if (helping == null || !helping.isAlive()) {
            Server server = server();
            helping = DaemonProcess.start(helper.root(), beside(server), this::step);
        }
    }

    private Map<String, String> beside(Server server) {
        Map<String, String> beside = new HashMap<>(settings);
        beside.put(Setting.DB_HOST.variable(), server.host());
        beside.put(Setting.DB_PORT.variable(), String.valueOf(server.port()));
        beside.put(Setting.DB_NAME.variable(), server.name());
        beside.put(Setting.DB_USER.variable(), server.user());
        beside.put(Setting.DB_PASS.variable(), server.password());
        return beside;
    }

    /** The server of the owning daemon, as soon as it runs. */
    private Server server() throws InterruptedException, Mismatch {
        long giveUp = System.nanoTime() + RECOVERY_PATIENCE.toNanos();
        while (System.nanoTime() - giveUp < 0) {
            Server server = EmbeddedServer.running(owner.postgres());
            if (server != null) {
                return server;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new Mismatch("PostgreSQL did not come up within " + RECOVERY_PATIENCE.toSeconds() + " s, see "
                + owner.root().resolve("log"));
    }

    private void deliver(int round) throws IOException, InterruptedException, Mismatch {
        List<Delivery> before = script.deliveries();
        for (Delivery delivery : script.next(round, name -> isFiled(before, name))) {
            Path part = Files.write(inbox().resolve("." + delivery.name() + ".part"), delivery.file());
            Files.move(part, inbox().resolve(delivery.name()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private boolean isFiled(List<Delivery> deliveries, String name) {
        if (audit == null) {
            return false;
        }
        try {
            return audit.isFiled(
                    name, deliveries.stream().filter(d -> d.name().equals(name)).count());
        } catch (DataAccessException | TransactionException e) {
            return false;
        }
    }

    /** Kills somebody, and says whom and when. */
    private String strike(int round) throws InterruptedException {
        Strike strike = new Strike(POINTS.get(round % POINTS.size()), random, owner.postgres());
        DaemonProcess otherwise = Objects.requireNonNull(random.nextBoolean() ? owning : helping);
        armed = strike;
        String told = strike.await(POINT_SECONDS, otherwise);
        kills.merge(strike.point(), 1, Integer::sum);
        for (DaemonProcess daemon : List.of(Objects.requireNonNull(owning), Objects.requireNonNull(helping))) {
            if (daemon.wasKilled()) {
                daemon.awaitEnd(DEATH_SECONDS);
            }
        }
        return told;
    }

    private void step(DaemonProcess daemon) {
        Strike strike = armed;
        if (strike != null) {
            strike.step(daemon);
        }
    }

    private interface Question<T> {
        T ask(Audit audit) throws IOException, Mismatch;
    }

    /** Asks the audit as soon as the database answers, which is still recovering from the kill. */
    private <T> T recovered(Question<T> question) throws IOException, InterruptedException, Mismatch {
        long giveUp = System.nanoTime() + RECOVERY_PATIENCE.toNanos();
        while (true) {
            Server server = server();
            if (database == null || !database.server().equals(server)) {
                closeDatabase();
                database = Database.of(server, 2);
                audit = new Audit(database.pool(), inbox());
            }
            try {
                return question.ask(Objects.requireNonNull(audit));
            } catch (DataAccessException | TransactionException e) {
                if (System.nanoTime() - giveUp > 0) {
                    throw new Mismatch("the database does not answer: " + e.getMessage());
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private void awaitQuiet() throws IOException, InterruptedException, Mismatch {
        long giveUp = System.nanoTime() + QUIET_PATIENCE.toNanos();
        while (!recovered(Audit::isQuiet)) {
            if (System.nanoTime() - giveUp > 0) {
                throw new Mismatch("drops are left, or not in the mart, " + QUIET_PATIENCE.toMinutes()
                        + " minutes after the last kill; see " + inbox() + " and "
                        + owner.root().resolve("log"));
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    /** Both daemons end in time when they are asked to, and the server with its own. */
    private void stopDaemons() throws InterruptedException, Mismatch {
        closeDatabase();
        for (DaemonProcess daemon : List.of(Objects.requireNonNull(helping), Objects.requireNonNull(owning))) {
            if (!daemon.isAlive()) {
                throw endedByItself(daemon);
            }
            daemon.terminate();
            if (!daemon.awaitEnd(SHUTDOWN_SECONDS)) {
                throw new Mismatch("daemon " + daemon.name() + " did not end within shutdown.timeout");
            }
        }
        if (EmbeddedServer.process(owner.postgres()).isPresent()) {
            throw new Mismatch("the daemon ended, but its PostgreSQL runs on");
        }
    }

    private static Mismatch endedByItself(DaemonProcess daemon) {
        return new Mismatch("daemon " + daemon.name() + " has ended by itself with exit code " + daemon.exitCode());
    }

    private void closeDatabase() {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    /** Leaves no process behind. */
    @Override
    public void close() throws IOException {
        closed = true;
        armed = null;
        closeDatabase();
        for (DaemonProcess daemon : new @Nullable DaemonProcess[] {helping, owning}) {
            if (daemon != null) {
                daemon.kill();
            }
        }
        EmbeddedServer.stop(owner.postgres());
    }
}
