package segmentmart.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import segmentmart.daemon.HomeLock;
import segmentmart.intake.InboxFiles;
import segmentmart.staging.Ledger;
import segmentmart.staging.Load;

/** Puts files into an inbox as an uploader should, and follows them in the ledger to their end. */
final class Handover {
    private static final long POLL_MILLIS = 50;

    private final Path inbox;
    private final Ledger ledger;
    private final Session session;

    Handover(Session session, Ledger ledger) {
        this.inbox = session.settings().inbox();
        this.ledger = ledger;
        this.session = session;
    }

    /** Refuses what is not a file that can be read. */
    static void makeSureTheyAreFiles(List<Path> files) {
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                throw new Refusal(ExitCode.FILES, file + " is a folder: name the files in it; nothing was done");
            }
            if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
                throw new Refusal(
                        ExitCode.FILES, file + ": there is no such file, or it cannot be read; nothing was done");
            }
        }
    }

    /** Copies a file into the inbox under an unfinished name, then renames it. */
    void put(Path file) throws IOException {
        if (!InboxFiles.isFinished(name(file))) {
            throw new Refusal(
                    ExitCode.USAGE,
                    file
                            + ": hidden files and unfinished uploads (.part, .tmp, .inprogress) are left alone; rename it");
        }
        Path target = inbox.resolve(name(file));
        Path unfinished =
                inbox.resolve("." + name(file) + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
            InboxFiles.put(unfinished, target);
        } catch (FileAlreadyExistsException e) {
            Files.deleteIfExists(unfinished);
            throw new Refusal(
                    ExitCode.USAGE,
                    target + " is waiting already: let it be loaded first, or give the file another name");
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw new Refusal(
                    ExitCode.FILES,
                    file + " cannot be put into " + inbox + ": " + e.getMessage() + "; it was not loaded");
        }
    }

    /**
     * Waits for the attempt that ends the drop, and for its file to be filed.
     *
     * @param inHand the load of a drop under way, for progress; null where another process loads
     * @return its ledger row; null if the process is asked to end before
     */
    @Nullable
    Map<String, Object> await(Path file, long afterLoadId, @Nullable Function<String, @Nullable Load> inHand)
            throws IOException, InterruptedException {
        try (Progress progress = Progress.ofBytes(name(file), Files.size(file))) {
            while (!session.signals().isAsked()) {
                Map<String, Object> row = ledger.attempt(name(file), afterLoadId);
                if (row != null && Files.notExists(inbox.resolve(name(file)))) {
                    return row;
                }
                if (session.isBesideAnother()
                        && !HomeLock.isTaken(session.settings().home())) {
                    throw new Refusal(
                            ExitCode.DROP_FAILED,
                            "the daemon that was to load " + name(file) + " has ended; the file lies in " + inbox
                                    + ", the next run or load takes it up");
                }
                Load load = inHand == null ? null : inHand.apply(name(file));
                if (load != null) {
                    progress.show(load.bytesRead(), load.recordsRead());
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
        return null;
    }

    static String name(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }
}
