package segmentmart.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL that this process starts and stops, its data kept between runs. It listens on loopback, asks for a
 * password that lies beside the data, and writes through to disk before it says that it has.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

    private static final String SUPERUSER = "postgres";
    private static final String DATABASE = "segment_mart";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);
    private static final int PORT_LINE = 3;

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final Server server;

    private EmbeddedServer(Path folder, EmbeddedPostgres postgres, Server server) {
        this.folder = folder;
        this.postgres = postgres;
        this.server = server;
    }

    public Server server() {
        return server;
    }

    /**
     * Starts the server over its data folder, which is made if it is not there. A server that a killed process left
     * on that folder is stopped first.
     *
     * @param folder holds the data, the binaries and the password
     * @param preferredPort taken if it is free, else any free one
     */
    public static EmbeddedServer start(Path folder, int preferredPort) throws Unreachable {
        Path data = folder.resolve("data");
        try {
            Files.createDirectories(folder);
            stopLeftover(data);
            Path passwordFile = folder.resolve("password");
            String password = password(passwordFile);
            int port = freePort(preferredPort);
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START_TIMEOUT)
                    .setPort(port)
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setConnectConfig("password", password)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("max_wal_size", "4GB")
                    .setServerConfig("listen_addresses", "localhost")
                    .start();
            Server server = new Server("localhost", port, DATABASE, SUPERUSER, password);
            EmbeddedServer started = new EmbeddedServer(folder, postgres, server);
            try {
                createDatabase(postgres);
            } catch (SQLException e) {
                started.close();
                throw e;
            }
            return started;
        } catch (IOException | SQLException | RuntimeException e) {
            throw new Unreachable(
                    "embedded PostgreSQL in " + folder + " did not start: " + e.getMessage()
                            + " (is another process using that folder?)",
                    e);
        }
    }

    /** The server that runs over this folder now, for a process that did not start it; null if none does. */
    public static @Nullable Server running(Path folder) {
        Path data = folder.resolve("data");
        Path password = folder.resolve("password");
        try {
            if (postmaster(data).isEmpty() || Files.notExists(password)) {
                return null;
            }
            int port = Integer.parseInt(pidFile(data).get(PORT_LINE).strip());
            return new Server(
                    "localhost",
                    port,
                    DATABASE,
                    SUPERUSER,
                    Files.readString(password).strip());
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Whether its server process lives. */
    boolean isAlive() {
        try {
            return postmaster(folder.resolve("data")).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts the server again after its process died, on the same port. */
    EmbeddedServer restart() throws Unreachable {
        log.error("embedded PostgreSQL: its server process is gone; it is started again");
        close();
        EmbeddedServer again = start(folder, server.port());
        if (again.server.port() != server.port()) {
            again.close();
            throw new Unreachable("embedded PostgreSQL: port " + server.port() + " was taken while it was down");
        }
        return again;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            log.error("embedded PostgreSQL: could not be stopped: {}", e.getMessage());
        }
    }

    private static void createDatabase(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet known =
                    statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
                if (known.next()) {
                    return;
                }
            }
            statement.execute("create database " + DATABASE);
        }
    }

    private static void stopLeftover(Path data) throws IOException {
        Optional<ProcessHandle> leftover = postmaster(data);
        if (leftover.isEmpty()) {
            return;
        }
        long pid = leftover.get().pid();
        log.warn("embedded PostgreSQL: process {} was left by a daemon that was killed; it is stopped first", pid);
        // SIGINT is PostgreSQL's fast shutdown: it ends sessions and writes a checkpoint.
        new ProcessBuilder("kill", "-INT", String.valueOf(pid)).start();
        try {
            leftover.get().onExit().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while process " + pid + " was stopping", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("process " + pid + " does not stop; stop it by hand", e);
        }
    }

    /** The living server process that the data folder names. A number taken over by another program is none. */
    private static Optional<ProcessHandle> postmaster(Path data) throws IOException {
        if (Files.notExists(data.resolve("postmaster.pid"))) {
            return Optional.empty();
        }
        List<String> lines = pidFile(data);
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                        .filter(ProcessHandle::isAlive)
                        .filter(p -> p.info().command().orElse("").contains("postgres"));
    }

    private static List<String> pidFile(Path data) throws IOException {
        return Files.readAllLines(data.resolve("postmaster.pid"));
    }

    private static String password(Path file) throws IOException {
        if (Files.notExists(file)) {
            byte[] secret = new byte[16];
            new SecureRandom().nextBytes(secret);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, HexFormat.of().formatHex(secret));
        }
        return Files.readString(file).strip();
    }

    private static int freePort(int preferred) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), preferred));
            return socket.getLocalPort();
        } catch (IOException e) {
            if (preferred == 0) {
                throw e;
            }
            int port = freePort(0);
            log.warn("embedded PostgreSQL: port {} is taken ({}), it listens on {}", preferred, e.getMessage(), port);
            return port;
        }
    }
}
