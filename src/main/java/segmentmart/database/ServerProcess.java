package segmentmart.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of an embedded server, seen from outside, whoever started them.
 *
 * @param folder holds the data and the binaries
 */
record ServerProcess(Path folder) {
    private static final Logger log = LoggerFactory.getLogger(ServerProcess.class);

    private static final Duration LEFTOVER_PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 250;
    private static final int LOOKS_IN_VAIN = 8;
    private static final int FOLDER_LINE = 1;
    private static final int PORT_LINE = 3;

    /** A step that starts a server and waits until it answers. */
    interface Start<T extends AutoCloseable> {
        T start() throws IOException;
    }

    Path data() {
        return folder.resolve("data");
    }

    /** What the server has said since its last start. */
    Path logFile() {
        return folder.resolve("server.log");
    }

    private Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    /** The living server process that the data folder names. A number taken over by another program is none. */
    Optional<ProcessHandle> running() throws IOException {
        if (Files.notExists(pidFile())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile());
        if (lines.size() <= FOLDER_LINE || !lines.get(0).matches("\\d{1,18}")) {
            return Optional.empty();
        }
        // A copy of a data folder names the server of the original.
        Path named = Path.of(lines.get(FOLDER_LINE));
        if (Files.notExists(named) || !Files.isSameFile(named, data())) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0)))
                .filter(ProcessHandle::isAlive)
                .filter(ServerProcess::isPostgres)
                .filter(process -> worksIn(process, data(), true));
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").matches(".*\\bpostgres(\\.exe)?");
    }

    /** Whether a folder is the working directory of a process; {@code unknown} where that cannot be told. */
    private static boolean worksIn(ProcessHandle process, Path folder, boolean unknown) {
        Path link = Path.of("/proc", String.valueOf(process.pid()), "cwd");
        try {
            return Files.isReadable(link) ? Files.isSameFile(link, folder) : unknown;
        } catch (IOException e) {
            return unknown;
        }
    }

    /** The port that the running server listens on. */
    int port() throws IOException {
        return Integer.parseInt(Files.readAllLines(pidFile()).get(PORT_LINE).strip());
    }

    /** The processes that work in the data folder: the server and its sessions, also those that outlived it. */
    private List<ProcessHandle> inDataFolder() {
        return ProcessHandle.allProcesses()
                .filter(ServerProcess::isPostgres)
                .filter(process -> worksIn(process, data(), false))
                .toList();
    }

    /** Stops what a killed process left running on the folder; nothing of the data is touched. */
    void stopLeftover() throws IOException {
        Optional<ProcessHandle> leftover = running();
        if (leftover.isPresent()) {
            long pid = leftover.get().pid();
            log.warn(
                    "embedded PostgreSQL: process {} was left by a daemon that did not end in order; it is stopped first",
                    pid);
            // SIGINT is PostgreSQL's fast shutdown: it ends sessions and writes a checkpoint.
            signal("INT", pid);
            end(leftover.get(), LEFTOVER_PATIENCE);
        }
        // Sessions outlive a server process that was killed, and hold its memory until they notice.
        List<ProcessHandle> orphans = inDataFolder();
        orphans.forEach(ProcessHandle::destroy);
        for (ProcessHandle orphan : orphans) {
            if (!hasEnded(orphan, LEFTOVER_PATIENCE)) {
                throw new IOException("process " + orphan.pid() + " of a server that is gone does not end; end it");
            }
        }
    }

    /**
     * Waits for a server that was told to stop. One that takes too long is stopped at once: it recovers from its log
     * when it starts again, as after a crash. A stop that meets such a recovery may never end by itself.
     */
    static void end(ProcessHandle server, Duration patience) throws IOException {
        if (hasEnded(server, patience)) {
            return;
        }
        log.warn(
                "embedded PostgreSQL: process {} does not stop within {} s; it is stopped at once, and recovers at its"
                        + " next start",
                server.pid(),
                patience.toSeconds());
        signal("QUIT", server.pid());
        if (!hasEnded(server, LEFTOVER_PATIENCE)) {
            throw new IOException("process " + server.pid() + " does not stop; stop it by hand");
        }
    }

    private static void signal(String signal, long pid) throws IOException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start();
    }

    private static boolean hasEnded(ProcessHandle process, Duration patience) throws IOException {
        long giveUp = System.nanoTime() + patience.toNanos();
        try {
            while (process.isAlive()) {
                if (System.nanoTime() - giveUp > 0) {
                    return false;
                }
                Thread.sleep(LOOK_MILLIS / 5);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while process " + process.pid() + " was stopping", e);
        }
    }

    /** Starts a server, and gives up as soon as no process is left that could become one, instead of asking on. */
    <T extends AutoCloseable> T watched(Start<T> start) throws IOException {
        Thread starting = Thread.currentThread();
        AtomicBoolean gone = new AtomicBoolean();
        Thread watch = new Thread(
                () -> {
                    if (isGoneForGood()) {
                        gone.set(true);
                        starting.interrupt();
                    }
                },
                "embedded-postgres-watch");
        watch.setDaemon(true);
        watch.start();
        T started;
        try {
            started = start.start();
        } finally {
            end(watch);
            if (gone.get()) {
                Thread.interrupted();
            }
        }
        if (gone.get()) {
            try {
                started.close();
            } catch (Exception e) {
                log.debug("there was nothing to close", e);
            }
            throw new IOException("its process ended at once");
        }
        return started;
    }

    private static void end(Thread watch) {
        watch.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            watch.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks on until no process has been there for a while; false if it is interrupted before. */
    private boolean isGoneForGood() {
        try {
            for (int inVain = 0; inVain < LOOKS_IN_VAIN; ) {
                Thread.sleep(LOOK_MILLIS);
                // Before the first of them there is no log; between initdb, pg_ctl and the server is a moment.
                boolean none =
                        Files.exists(logFile()) && !isStarting() && running().isEmpty();
                inVain = none ? inVain + 1 : 0;
            }
            return true;
        } catch (InterruptedException | IOException e) {
            return false;
        }
    }

    /** Whether this process has children under way that make a server. */
    private static boolean isStarting() {
        return ProcessHandle.current()
                .descendants()
                .anyMatch(child ->
                        child.info().command().orElse("").matches(".*\\b(initdb|pg_ctl|postgres|unshare)(\\.exe)?"));
    }

    /** The last thing that the server complained of, else the message of the exception. */
    String complaint(Exception e) {
        try {
            return Files.readAllLines(logFile()).stream()
                    .filter(line -> line.matches(".*(FATAL|PANIC|error): .*"))
                    .reduce((first, last) -> last)
                    .map(line -> line.replaceAll(".*(FATAL|PANIC|error): +", ""))
                    .orElse(String.valueOf(e.getMessage()));
        } catch (IOException unreadable) {
            return String.valueOf(e.getMessage());
        }
    }
}
