package segmentmart.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.Roles;
import segmentmart.database.Server;
import segmentmart.database.Unreachable;

/** Makes the roles that the daemon and BI log in as, with the rights they need and no others. */
@Command(
        name = "init-roles",
        description = {
            "Make segment_loader, which owns the schemas, and bi_reader, which sees the mart; or bring their rights in order.",
            "Logs in as DB_ADMIN_USER with DB_ADMIN_PASS. DB_USER must be segment_loader, which gets the password DB_PASS; "
                    + "bi_reader gets BI_PASS. Without a password a role may not log in."
        },
        mixinStandardHelpOptions = true)
final class InitRolesCommand implements Callable<Integer> {
    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws Exception {
        Settings settings = option.settings();
        Server server = settings.externalServerForAdmin();
        if (server == null) {
            // The embedded one is asked as its superuser; nobody needs to log in to load.
            try (Session session = Session.open(option, "init-roles")) {
                return init(session.database(), settings.get(Setting.DB_PASS), settings);
            }
        }
        if (!settings.get(Setting.DB_USER).equals(Roles.LOADER)) {
            // It is to own the schemas, so that nobody else may load.
            throw new Refusal(
                    ExitCode.SETTINGS,
                    "DB_USER is " + settings.get(Setting.DB_USER) + ": set it to " + Roles.LOADER
                            + ", as which the daemon is to log in, and DB_PASS to its password");
        }
        String password = settings.get(Setting.DB_PASS);
        try (Database database = Database.of(server, 2)) {
            return init(database, password, settings);
        }
    }

    private Integer init(Database database, String loaderPassword, Settings settings) throws IOException {
        String readerPassword = settings.get(Setting.BI_PASS);
        List<String> besides;
        try {
            besides = new Roles(database).init(loaderPassword, readerPassword);
        } catch (Unreachable e) {
            throw new Refusal(
                    ExitCode.NO_DATABASE, e.getMessage() + "; init-roles logs in with DB_ADMIN_USER and DB_ADMIN_PASS");
        } catch (SQLException e) {
            throw new Refusal(
                    ExitCode.NO_DATABASE,
                    "database " + database.server() + ": the roles could not be made: " + e.getMessage()
                            + "; DB_ADMIN_USER must be a superuser");
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("database", database.server().toString());
        report.put(Roles.LOADER, may(loaderPassword));
        report.put(Roles.READER, may(readerPassword));
        report.put("besides", besides);
        if (json.isOn()) {
            json.print(report);
        } else {
            System.out.println("database: " + report.get("database"));
            System.out.println(
                    Roles.LOADER + ": owns staging, data_mart, tally, touched and sample; " + report.get(Roles.LOADER));
            System.out.println(
                    Roles.READER + ": reads data_mart and staging.product_usage; " + report.get(Roles.READER));
            besides.forEach(System.out::println);
        }
        return ExitCode.OK;
    }

    private static String may(String password) {
        return password.isEmpty() ? "may not log in, for want of a password" : "may log in with its password";
    }
}
