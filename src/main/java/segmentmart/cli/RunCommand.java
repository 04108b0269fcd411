package segmentmart.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import segmentmart.daemon.HomeLock;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.database.Unreachable;

/** The daemon. Waits for a database that is away, at start as later. */
@Command(
        name = "run",
        description =
                "Run the daemon: watch the inbox, load each drop, keep the mart. Ctrl-C or SIGTERM ends it in order.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);
    private static final int LONGEST_PAUSE_SECONDS = 15;

    @Mixin
    private HomeOption option = new HomeOption();

    @Option(
            names = "--print-settings",
            description = "Show every setting with its value and where that is from, secrets masked; run nothing.")
    private boolean printSettings;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws Exception {
        if (printSettings) {
            print(option.settingsWithoutRoutes());
            return ExitCode.OK;
        }
        if (json.isOn()) {
            throw new Refusal(
                    ExitCode.USAGE, "run --json goes with --print-settings; for a log in JSON set log.format = json");
        }
        Settings settings = option.settings();
        if (settings.get(Setting.LOG_FORMAT).equals("json")) {
            JsonLog.begin();
        }
        Signals signals = new Signals(settings.duration(Setting.SHUTDOWN_TIMEOUT));
        try (HomeLock lock = option.lock(settings, "run");
                Service service = new Service(settings, false)) {
            lock.tell(service.address());
            Files.createDirectories(settings.inbox());
            try (Database database = begin(settings, signals, service)) {
                if (database == null) {
                    log.info("ended");
                    return ExitCode.OK;
                }
                log.info(
                        "watching {} for drops, database {}; dashboard: {}; Ctrl-C ends",
                        settings.inbox(),
                        database.server(),
                        service.address());
                signals.await(database);
                service.close();
            }
            log.info("ended");
            return ExitCode.OK;
        } catch (Unreachable e) {
            throw new Refusal(ExitCode.NO_DATABASE, String.valueOf(e.getMessage()));
        } finally {
            signals.ended();
        }
    }

    private void print(Settings settings) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("setting", "value", "from"));
        Map<String, Object> report = new LinkedHashMap<>();
        settings.shown().forEach((setting, value) -> {
            table.add(List.of(setting.key(), value.text(), value.source()));
            report.put(setting.key(), Map.of("value", value.text(), "from", value.source()));
        });
        if (json.isOn()) {
            json.print(report);
        } else {
            System.out.print(Terminal.table(table));
        }
    }

    /** Tries until the database is there, and the daemon started on it; null if the process is asked to end before. */
    private static @Nullable Database begin(Settings settings, Signals signals, Service service)
            throws IOException, InterruptedException, Unreachable {
        Database database = null;
        int pause = 1;
        while (true) {
            try {
                if (database == null) {
                    database = HomeOption.own(settings);
                    signals.guard(database);
                } else {
                    database.keepUp();
                }
                HomeOption.makeReady(settings, database);
                service.begin(database);
                return database;
            } catch (Unreachable e) {
                if (e.isForGood()) {
                    close(database);
                    throw e;
                }
                service.waitsFor(e.getMessage() + "; drops wait in the inbox");
                log.warn("{}; trying again in {} s", e.getMessage(), pause);
            } catch (IOException | RuntimeException e) {
                close(database);
                throw e;
            }
            if (signals.await(pause)) {
                close(database);
                return null;
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS);
        }
    }

    private static void close(@Nullable Database database) {
        if (database != null) {
            database.close();
        }
    }
}
