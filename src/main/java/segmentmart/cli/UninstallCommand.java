package segmentmart.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.Server;
import segmentmart.database.Uninstall;
import segmentmart.database.Unreachable;

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
        if (!confirmed.equals(server.name())) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "nothing was dropped: --confirm " + server.name() + " drops all that was loaded into " + server
                            + (confirmed.isEmpty() ? "" : ", not " + confirmed));
        }
        try (Database database = Database.of(server, 1)) {
            return tell(server, new Uninstall(database).run());
        } catch (Unreachable e) {
            throw new Refusal(
                    ExitCode.NO_DATABASE, e.getMessage() + "; uninstall logs in with DB_ADMIN_USER and DB_ADMIN_PASS");
        } catch (Uninstall.Obstructed e) {
            throw new Refusal(ExitCode.OBSTRUCTED, "database " + server + ": nothing was dropped; " + e.getMessage());
        } catch (SQLException e) {
            throw new Refusal(
                    ExitCode.NO_DATABASE,
                    "database " + server + ": nothing was dropped; " + e.getMessage()
                            + "; DB_ADMIN_USER must be a superuser");
        }
    }

    private Integer tell(Server server, Map<String, String> outcome) throws IOException {
        if (json.isOn()) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("database", server.toString());
            report.putAll(outcome);
            json.print(report);
        } else {
            System.out.println("database: " + server);
            outcome.forEach((what, became) -> System.out.println(what + ": " + became));
        }
        return ExitCode.OK;
    }
}
