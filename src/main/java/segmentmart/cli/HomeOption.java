package segmentmart.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import picocli.CommandLine.Option;
import segmentmart.daemon.Home;
import segmentmart.daemon.HomeLock;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.EmbeddedServer;
import segmentmart.database.Roles;
import segmentmart.database.Server;
import segmentmart.database.Unreachable;
import segmentmart.tuning.Tuning;

/** The home a command works on, and what every command needs of it. */
final class HomeOption {
    private static final String SHIPPED_ROUTES = "segmentmart.routes";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Folder with routes, inbox and .env (default: the working directory). A new one gets the "
                    + "routes as shipped.")
    private Path root = Path.of("");

    Home home() {
        return new Home(root);
    }

    /** The settings of the home; refuses where they are wrong, or the home has no routes. */
    Settings settings() throws IOException {
        Home home = home();
        if (home.root().toString().matches(".*[+%,*?#{}].*")) {
            throw new Refusal(
                    ExitCode.SETTINGS,
                    home.root() + ": the path of a home may not have any of + % , * ? # { } in it; use another folder");
        }
        if (Files.notExists(home.properties())) {
            if (Files.notExists(home.data())) {
                ship(home);
            } else {
                return lastGood(
                        home,
                        home.properties() + " is not there, but this home has run before: put it back, copies of"
                                + " what ran are in " + home.data().resolve("routes"));
            }
        }
        return settingsWithoutRoutes();
    }

    /** The settings that run on the home, or that ran when those on disk were refused; else a refusal. */
    private static Settings lastGood(Home home, String problem) throws IOException {
        try {
            Settings last = Tuning.lastGood(home, System.getenv());
            if (last != null) {
                return last;
            }
        } catch (Settings.Wrong e) {
            throw new Refusal(ExitCode.SETTINGS, String.valueOf(e.getMessage()));
        }
        throw new Refusal(ExitCode.SETTINGS, problem);
    }

    /** The settings of a folder that need be no home: from the environment and .env alone where it has no routes. */
    Settings settingsWithoutRoutes() throws IOException {
        Home home = home();
        try {
            return Settings.read(home, System.getenv());
        } catch (Settings.Wrong e) {
            return lastGood(home, String.valueOf(e.getMessage()));
        }
    }

    /** Gives a home that was named, and has no routes, those of the distribution. */
    private void ship(Home home) throws IOException {
        String shipped = System.getProperty(SHIPPED_ROUTES, "");
        if (root.toString().isEmpty() || shipped.isEmpty() || Files.exists(home.routes())) {
            throw noRoutes(home);
        }
        home.ship(Path.of(shipped));
        System.err.println(home.root() + " is a new home: routes/ and .env.example were put there, drops go to inbox/");
    }

    private static Refusal noRoutes(Home home) {
        return new Refusal(
                ExitCode.SETTINGS,
                home.properties() + " is not there: name a folder that has routes/, or a new one, by --home DIR");
    }

    /** The routes of the home, where it has some, else those of the distribution. */
    Path routes() {
        if (Files.exists(home().properties())) {
            return home().routes();
        }
        String shipped = System.getProperty(SHIPPED_ROUTES, "");
        if (shipped.isEmpty()) {
            throw noRoutes(home());
        }
        return Path.of(shipped);
    }

    /** The lock of the home; refuses where another process has it. */
    HomeLock lock(Settings settings, String verb) throws IOException {
        HomeLock lock = HomeLock.take(settings.home(), verb);
        if (lock == null) {
            throw new Refusal(
                    ExitCode.HOME_IN_USE,
                    settings.home().root() + " is in use by " + HomeLock.holder(settings.home())
                            + ": end that first, or use another --home");
        }
        return lock;
    }

    /** The database for the process that has the lock: the external one, or the embedded one, started here. */
    static Database own(Settings settings) throws Unreachable {
        int pool = settings.count(Setting.DB_POOL_SIZE);
        Server external = settings.externalServer();
        return external != null
                ? Database.of(external, pool)
                : Database.embedded(settings.home().postgres(), settings.count(Setting.DB_EMBEDDED_PORT), pool);
    }

    /**
     * Makes the database ready for the process that has the lock: its schema is brought up to date, and on the embedded
     * server bi_reader may log in if it has a password.
     */
    static void makeReady(Settings settings, Database database) throws Unreachable {
        database.schema().migrate();
        String password = settings.get(Setting.BI_PASS);
        if (settings.externalServer() == null && !password.isEmpty()) {
            try {
                new Roles(database).letReaderLogIn(password);
            } catch (SQLException | IOException e) {
                throw new Unreachable(
                        "database " + database.server() + ": " + Roles.READER + " could not be given BI_PASS: "
                                + e.getMessage() + "; without BI_PASS it is not asked for",
                        e);
            }
        }
    }

    /** The database for a process beside the one that has the lock. */
    static Database beside(Settings settings) {
        Server server = settings.externalServer();
        if (server == null) {
            server = EmbeddedServer.running(settings.home().postgres());
        }
        if (server == null) {
            throw new Refusal(
                    ExitCode.NO_DATABASE,
                    "embedded PostgreSQL in " + settings.home().postgres()
                            + " is not up yet: the process that has the home is starting or ending, try again");
        }
        return Database.of(server, 2);
    }
}
