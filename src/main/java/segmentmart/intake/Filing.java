package segmentmart.intake;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where drops go when they came to an end: {@code done/<date>/} or {@code failed/}. Nothing is ever overwritten. */
public final class Filing {
    private static final Logger log = LoggerFactory.getLogger(Filing.class);

    private static final String ERROR_TEXT = ".error.txt";

    private final Path inbox;

    public Filing(Path inbox) {
        this.inbox = inbox;
    }

    /**
     * Moves a loaded or duplicate drop out of the inbox.
     *
     * @return where it lies now, relative to the inbox; null if another daemon has moved it
     * @throws IOException if it cannot be moved, or is another file than the one that was loaded
     */
    public @Nullable String done(Drop drop) throws IOException {
        return move(drop.path().toFile(), drop, "done/" + LocalDate.now(ZoneId.systemDefault()));
    }

    /**
     * Moves a failed drop out of the inbox.
     *
     * @param drop null where it was not understood as far as that
     * @return where it lies now, relative to the inbox; null if another daemon has moved it
     */
    public @Nullable String failed(File file, @Nullable Drop drop) throws IOException {
        return move(file, drop, "failed");
    }

    private @Nullable String move(File file, @Nullable Drop drop, String folder) throws IOException {
        Files.createDirectories(inbox.resolve(folder));
        // Whatever lies under the name is taken at once, and looked at where nobody writes.
        Path taken = inbox.resolve(folder).resolve(".moving-" + UUID.randomUUID());
        try {
            Files.move(file.toPath(), taken, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return null;
        }
        if (drop != null && !drop.isSameFile(taken)) {
            giveBack(taken, file);
            throw new IOException(file.getName() + " was replaced by another file while it was loaded");
        }
        return place(taken, folder, file.getName());
    }

    /** Puts a file that has not been loaded back into the inbox; where its name is taken again, into failed/. */
    private void giveBack(Path taken, File file) throws IOException {
        try {
            link(taken, file.toPath());
        } catch (FileAlreadyExistsException e) {
            Files.createDirectories(inbox.resolve("failed"));
            log.error(
                    "{}: was replaced twice while it was loaded; the version between was not loaded -> {}",
                    file.getName(),
                    place(taken, "failed", file.getName()));
        }
    }

    /** Gives a file the first name of the folder that is not taken: {@code x.csv}, {@code x-2.csv} … */
    String place(Path file, String folder, String name) throws IOException {
        int dot = name.indexOf('.', 1);
        String stem = dot < 0 ? name : name.substring(0, dot);
        String end = dot < 0 ? "" : name.substring(dot);
        for (int n = 1; ; n++) {
            String free = folder + "/" + DropName.fit(stem, (n == 1 ? "" : "-" + n) + end, ERROR_TEXT.length());
            try {
                if (Files.notExists(inbox.resolve(free + ERROR_TEXT))) {
                    link(file, inbox.resolve(free));
                    return free;
                }
            } catch (FileAlreadyExistsException e) {
                // The next number.
            }
        }
    }

    /** Renames a file to a name that must be free, also if somebody else takes it at this moment. */
    private static void link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // No hard links here: the name is only looked at before it is taken.
            Files.move(file, target);
            return;
        }
        Files.delete(file);
    }

    /**
     * Writes the {@code .error.txt} beside a failed drop.
     *
     * @param filedAs as {@link #failed} answered
     */
    public void explain(@Nullable String filedAs, File drop, Throwable cause) throws IOException {
        if (filedAs == null) {
            return;
        }
        log.error("{}: failed: {}; {} -> {}", drop.getName(), fact(cause), cure(cause), filedAs);
        Path file = inbox.resolve(filedAs + ERROR_TEXT);
        String text = drop.getName() + ": " + fact(cause) + ".\n\nWhat to do: " + cure(cause) + ".\n\n"
                + "Nothing of it was loaded. The file lies beside this one, as it was; drop it again as "
                + drop.getName()
                + ".\n" + details(cause);
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String details(Throwable cause) {
        return Cause.root(cause) instanceof DropRefused refused
                        && !refused.details().isEmpty()
                ? "\n" + String.join("\n", refused.details()) + "\n"
                : "";
    }

    /** Why a drop failed, in one sentence. */
    public static String fact(Throwable cause) {
        return Text.storable(String.valueOf(Cause.root(cause).getMessage()).strip());
    }

    /** What to do about it. */
    public static String cure(Throwable cause) {
        return Cause.root(cause) instanceof DropRefused refused
                ? refused.cure()
                : "this is not known to be the drop's fault: see the log, and drop the file again";
    }
}
