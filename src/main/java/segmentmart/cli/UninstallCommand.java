package segmentmart.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.Server;
import segmentmart.database.Uninstall;

/** Takes the product out of an external database; the home and its files stay. */
@Command(
        name = "uninstall",
        description = {
            "Drop the schemas staging, data_mart, tally, touched and sample with all that was loaded, and the roles.",
            "Logs in as DB_ADMIN_USER with DB_ADMIN_PASS. Files in the home stay where they are. There is no way back."
        },
        mixinStandardHelpOptions = true)
final class UninstallCommand implements Callable<Integer> {
    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--confirm",
            paramLabel = "DATABASE",
            defaultValue = "",
            description = "The name of the database; without it nothing is dropped.")
    private String confirmed = "";

    @Override
    public Integer call() throws Exception {
        Settings settings = option.settings();
        Server server = settings.externalServerForAdmin();
        if (server == null) {
            throw new Refusal(
                    ExitCode.SETTINGS,
                    "this home has a PostgreSQL of its own: end the daemon and delete "
                            + settings.home().postgres() + ", nothing else holds what was loaded");
        }
        try (Database database = Database.of(server, 1)) {
            return uninstall(database);
        } catch (SQLException e) {
            throw new Refusal(
                    ExitCode.NO_DATABASE,
                    "database " + server + ": " + e.getMessage()
                            + "; uninstall logs in with DB_ADMIN_USER and DB_ADMIN_PASS, who must be a superuser");
        }
    }

    private Integer uninstall(Database database) throws SQLException, IOException {
        Uninstall uninstall = new Uninstall(database);
        List<String> obstacles = uninstall.obstacles();
        if (!obstacles.isEmpty()) {
            throw new Refusal(
                    ExitCode.NO_DATABASE,
                    "database " + database.server() + ": nothing was dropped; " + String.join("; ", obstacles));
        }
        String name = database.server().name();
        if (!confirmed.equals(name)) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "nothing was dropped: --confirm " + name + " drops all that was loaded into " + database.server()
                            + (confirmed.isEmpty() ? "" : ", not " + confirmed));
        }
        Map<String, String> roles = uninstall.run();
        if (json.isOn()) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("database", database.server().toString());
            report.putAll(roles);
            json.print(report);
        } else {
            System.out.println("database: " + database.server());
            System.out.println("staging, data_mart, tally, touched and sample: dropped");
            roles.forEach((role, outcome) -> System.out.println(role + ": " + outcome));
        }
        return ExitCode.OK;
    }
}
