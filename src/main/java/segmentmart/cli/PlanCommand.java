package segmentmart.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import segmentmart.daemon.Daemon;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.database.Database;
import segmentmart.rehearsal.Plan;
import segmentmart.staging.Load;

/** Tells what files would do if they were loaded; beside a daemon or without one. */
@Command(
        name = "plan",
        description = "Tell what files would do: load them and refresh the mart in a transaction that is rolled back."
                + " Records, rejects, duplicates, clients new and changed, moves between segments, closed months"
                + " restated. Nothing stays; numbers of loads are spent. Refreshes and loads of others may wait until it"
                + " ends.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 200;

    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to plan with, in this order.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Handover.makeSureTheyAreFiles(files);
        Path scratch = Files.createTempDirectory("segment-mart-plan");
        // One connection: what would run beside the transaction cannot.
        try (Session session = Session.open(option, "plan");
                Database own = session.database().other(1)) {
            Settings settings = session.settled().with(Setting.INBOX_DIR, scratch.toString());
            try (Daemon aside = Daemon.aside(settings, own)) {
                Plan plan = make(aside, session.signals());
                if (json.isOn()) {
                    json.print(plan);
                } else {
                    System.out.print(Terminal.plain(new PlanText(plan).text()));
                }
                return plan.drops().stream().anyMatch(drop -> drop.get("error") != null)
                        ? ExitCode.DROP_FAILED
                        : ExitCode.OK;
            }
        } catch (Plan.NotPossible e) {
            throw new Refusal(ExitCode.DROP_FAILED, "the plan cannot be made, nothing has changed: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw new Refusal(
                    ExitCode.FILES,
                    "a file cannot be read, nothing has changed: "
                            + Refusal.causeOf(e).getMessage() + "; see whether it is still there");
        } finally {
            FileSystemUtils.deleteRecursively(scratch);
        }
    }

    /** Makes the plan, and shows meanwhile how far its drops are; breaks it off when the process is asked to end. */
    private Plan make(Daemon aside, Signals signals) throws IOException {
        long bytes = bytes();
        ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
        try (Progress progress = Progress.ofBytes("plan", bytes)) {
            Future<?> looking = looks.scheduleAtFixedRate(
                    () -> look(aside, signals, bytes, progress), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            try {
                return Plan.of(aside, files);
            } catch (RuntimeException e) {
                throw signals.brokenOff(e, "the plan was not made, nothing has changed");
            } finally {
                looking.cancel(false);
                looks.shutdown();
            }
        }
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private void look(Daemon aside, Signals signals, long bytes, Progress progress) {
        if (signals.isAsked()) {
            aside.database().abort();
            return;
        }
        List<Load> begun = files.stream()
                .map(file -> aside.inHand(Handover.name(file)))
                .filter(Objects::nonNull)
                .toList();
        long read = begun.stream().mapToLong(Load::bytesRead).sum();
        // What follows, the refresh, has no bar.
        if (read < bytes) {
            progress.show(read, begun.stream().mapToLong(Load::recordsRead).sum());
        }
    }
}
