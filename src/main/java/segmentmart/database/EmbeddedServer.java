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
import java.util.Optional;
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
    /** A server that was killed with gigabytes of log behind it takes its time to recover. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(30);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final ServerProcess process;
    private final EmbeddedPostgres postgres;
    private final Server server;

    private EmbeddedServer(ServerProcess process, EmbeddedPostgres postgres, Server server) {
        this.process = process;
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
        ServerProcess process = new ServerProcess(folder);
        // One that has never run has nothing to wait for: its machine cannot run it.
        boolean isNew = Files.notExists(process.data().resolve("PG_VERSION"));
        try {
            Files.createDirectories(folder);
            if (isPosix(folder)) {
                // The library leaves the programs writable for all.
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            process.stopLeftover();
            Files.deleteIfExists(process.logFile());
            Path passwordFile = folder.resolve("password");
            String password = password(passwordFile);
            int port = freePort(preferredPort);
            ProcessBuilder.Redirect output =
                    ProcessBuilder.Redirect.appendTo(process.logFile().toFile());
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(process.data())
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
                    .setServerConfig("max_wal_size", "4GB")
                    // Details quote rows, which are about clients.
                    .setServerConfig("log_error_verbosity", "terse")
                    .setServerConfig("listen_addresses", "localhost")
                    .setOutputRedirector(output);
            Machine.here().settings().forEach(builder::setServerConfig);
            EmbeddedPostgres postgres = process.watched(builder::start);
            Server server = Server.local(port, DATABASE, SUPERUSER, password);
            EmbeddedServer started = new EmbeddedServer(process, postgres, server);
            try {
                createDatabase(postgres);
            } catch (SQLException e) {
                started.close();
                throw e;
            }
            return started;
        } catch (IOException | SQLException | RuntimeException e) {
            throw new Unreachable(
                    "embedded PostgreSQL in " + folder + " did not start: " + process.complaint(e) + " (see "
                            + process.logFile() + ")",
                    e,
                    isNew);
        }
    }

    /** The server that runs over this folder now, for a process that did not start it; null if none does. */
    public static @Nullable Server running(Path folder) {
        ServerProcess process = new ServerProcess(folder);
        Path password = folder.resolve("password");
        try {
            if (process.running().isEmpty() || Files.notExists(password)) {
                return null;
            }
            return Server.local(
                    process.port(),
                    DATABASE,
                    SUPERUSER,
                    Files.readString(password).strip());
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** The server process that runs over this folder; empty if none does. */
    public static Optional<ProcessHandle> process(Path folder) {
        try {
            return new ServerProcess(folder).running();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Stops whatever runs over this folder. */
    public static void stop(Path folder) throws IOException {
        new ServerProcess(folder).stopLeftover();
    }

    /** Whether its server process lives. */
    boolean isAlive() {
        try {
            return process.running().isPresent();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Starts the server again after its process died, on the same port. */
    EmbeddedServer restart() throws Unreachable {
        log.error("embedded PostgreSQL: its server process is gone; it is started again");
        close();
        EmbeddedServer again = start(process.folder(), server.port());
        if (again.server.port() != server.port()) {
            again.close();
            throw new Unreachable("embedded PostgreSQL: port " + server.port() + " was taken while it was down");
        }
        return again;
    }

    /** Stops the server, also one that takes longer for it than the library waits. */
    @Override
    public void close() {
        try {
            Optional<ProcessHandle> running = process.running();
            postgres.close();
            if (running.isPresent()) {
                ServerProcess.end(running.get(), STOP_PATIENCE);
            }
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

    private static String password(Path file) throws IOException {
        if (Files.notExists(file)) {
            byte[] secret = new byte[16];
            new SecureRandom().nextBytes(secret);
            if (isPosix(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, HexFormat.of().formatHex(secret));
        }
        return Files.readString(file).strip();
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
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
