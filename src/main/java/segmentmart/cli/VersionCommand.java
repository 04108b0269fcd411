package segmentmart.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import segmentmart.daemon.Product;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.EmbeddedServer;
import segmentmart.database.Server;

/** The versions of everything that matters to a bug report. */
@Command(
        name = "version",
        description = "Show the versions of the product, Camel, Java, and of database and schema if they are up.",
        mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer>, IVersionProvider {
    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws Exception {
        Map<String, String> versions = new TreeMap<>();
        versions.put("segment-mart", Product.version());
        versions.put("camel", String.valueOf(Main.class.getPackage().getImplementationVersion()));
        versions.put("java", Runtime.version().toString());
        versions.put("postgresql", "not up");
        versions.put("schema", "not known while the database is not up");
        if (Files.exists(option.home().properties())) {
            askDatabase(option.settings(), versions);
        }
        if (json.isOn()) {
            json.print(versions);
        } else {
            versions.forEach((name, version) -> System.out.println(name + " " + version));
        }
        return ExitCode.OK;
    }

    private static void askDatabase(Settings settings, Map<String, String> versions) {
        Server server = settings.externalServer();
        if (server == null) {
            server = EmbeddedServer.running(settings.home().postgres());
        }
        if (server == null) {
            return;
        }
        try (Database database = Database.of(server, 2)) {
            database.schema().serverVersion().ifPresent(version -> {
                versions.put("postgresql", version);
                versions.put("schema", database.schema().version());
            });
        }
    }

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"segment-mart " + Product.version()};
    }
}
