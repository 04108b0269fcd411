package segmentmart.intake;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where drops go when they came to an end: {@code done/<date>/} or {@code failed/}. Nothing is ever overwritten. On
 * its way a file lies in a folder of its own below {@code .moving}, where nobody writes; a move that was cut off is
 * ended from there.
 */
public final class Filing {
    private static final Logger log = LoggerFactory.getLogger(Filing.class);

    private static final String FAILED = "failed";

    private final Path inbox;
    private final Path moving;

    /** Tells whether a file of this name and stamp came to a good end, its move not being noted yet. */
    public interface Ends {
        boolean hasEnded(String fileName, Stamp stamp);
    }

    public Filing(Path inbox) {
        this.inbox = inbox;
        this.moving = inbox.resolve(".moving");
    }

    /**
     * Moves a loaded or duplicate drop out of the inbox.
     *
     * @return where it lies now, relative to the inbox; null if another daemon has moved it
     * @throws IOException if it cannot be moved, or is another file than the one that was loaded
     */
    public @Nullable String done(Drop drop) throws IOException {
        Path way = move(drop.path().toFile(), drop.stamp(), null);
        return way == null ? null : arriveOrPutBack(way, done());
    }

    /**
     * Moves a failed drop out of the inbox, and writes beside it what is the matter.
     *
     * @param stamp of the version that failed
     * @return where it lies now, relative to the inbox; null if another daemon has moved it
     * @throws IOException if it cannot be moved, or is another file than the one that failed
     */
    public @Nullable String failed(File file, Stamp stamp, Throwable reason) throws IOException {
        ErrorText text = new ErrorText(file.getName(), reason);
        Path way = move(file, stamp, text);
        if (way == null) {
            return null;
        }
        String filedAs = arriveOrPutBack(way, FAILED);
        log.error("{}: failed: {}; {} -> {}", file.getName(), text.factWithoutValues(), text.cure(), filedAs);
        return filedAs;
    }

    private static String done() {
        return "done/" + LocalDate.now(ZoneId.systemDefault());
    }

    /** Takes whatever lies under the name at once, and looks at it where nobody writes. */
    private @Nullable Path move(File file, Stamp stamp, @Nullable ErrorText text) throws IOException {
        Path way = Files.createDirectories(moving.resolve(UUID.randomUUID().toString()));
        Path taken = way.resolve(file.getName());
        try {
            if (text != null) {
                Files.writeString(way.resolve(ErrorText.ENDING), text.text());
            }
            Files.move(file.toPath(), taken, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            clear(way);
            if (e instanceof NoSuchFileException && Files.notExists(file.toPath())) {
                return null;
            }
            throw e;
        }
        if (!Stamp.of(taken).equals(stamp)) {
            giveBack(way);
            throw new IOException(file.getName() + " was replaced by another file while it was loaded");
        }
        return way;
    }

    /** Puts a file that has not been loaded back into the inbox; where its name is taken again, into failed/. */
    private void giveBack(Path way) throws IOException {
        if (putBack(way)) {
            return;
        }
        Path taken = onTheWay(way);
        ErrorText text = new ErrorText(
                Drop.fileName(taken),
                new DropRefused(
                        "it lay in the inbox for a moment only, between two other versions, and was not loaded",
                        "drop it again if it is the one that counts"));
        Files.writeString(way.resolve(ErrorText.ENDING), text.text());
        log.error("{}: {} -> {}", Drop.fileName(taken), text.fact(), arrive(way, FAILED));
    }

    /** Puts a file back into the inbox; false where its name is taken again. */
    private boolean putBack(Path way) throws IOException {
        Path taken = onTheWay(way);
        if (!claim(taken, inbox.resolve(Drop.fileName(taken)))) {
            return false;
        }
        Files.deleteIfExists(taken);
        clear(way);
        return true;
    }

    /** {@link #arrive}; a file that cannot get there goes back to where people look for it, and is tried again. */
    private String arriveOrPutBack(Path way, String folder) throws IOException {
        try {
            return arrive(way, folder);
        } catch (IOException e) {
            try {
                putBack(way);
            } catch (IOException still) {
                e.addSuppressed(still);
            }
            throw e;
        }
    }

    /** Ends the way of a file in a folder of the inbox; with it that of its text, if it has one. */
    private String arrive(Path way, String folder) throws IOException {
        Path taken = onTheWay(way);
        Path text = way.resolve(ErrorText.ENDING);
        String filedAs = place(taken, Files.exists(text) ? text : null, folder, Drop.fileName(taken));
        clear(way);
        return filedAs;
    }

    /** Ends the moves that a killed process left half done, once they are older than {@code age}. */
    public void tidy(Duration age, Ends ends) throws IOException {
        if (Files.notExists(moving)) {
            return;
        }
        for (Path way : list(moving)) {
            try {
                Instant since = Files.getLastModifiedTime(way).toInstant();
                if (since.isBefore(Instant.now().minus(age))) {
                    tidy(way, ends);
                }
            } catch (NoSuchFileException e) {
                log.debug("{}: another daemon has ended it", way);
            } catch (IOException e) {
                log.warn("{}: this move cannot be ended yet: {}", way, Cause.describe(e, null));
            }
        }
    }

    private void tidy(Path way, Ends ends) throws IOException {
        Path taken = onTheWay(way);
        if (Files.notExists(taken)) {
            Files.deleteIfExists(way.resolve(ErrorText.ENDING));
            clear(way);
            return;
        }
        String name = Drop.fileName(taken);
        if (Files.exists(way.resolve(ErrorText.ENDING))) {
            log.warn("{}: its move was cut off, now it is ended -> {}", name, arrive(way, FAILED));
        } else if (ends.hasEnded(name, Stamp.of(taken))) {
            log.warn("{}: its move was cut off, now it is ended -> {}", name, arrive(way, done()));
        } else {
            log.warn("{}: its move was cut off before its end was known; it is judged again", name);
            giveBack(way);
        }
    }

    /** Whether files have been moved out of this inbox before. */
    public boolean hasMoved() {
        return Files.exists(moving);
    }

    /** Whether a file of this name has left the inbox and has not arrived yet. */
    public boolean isOnItsWay(String fileName) throws IOException {
        return Files.exists(moving) && list(moving).stream().anyMatch(way -> Files.exists(way.resolve(fileName)));
    }

    /** The file in a folder below {@code .moving}; one that is not there if only its text is. */
    private static Path onTheWay(Path way) throws IOException {
        return list(way).stream()
                .filter(f -> !Drop.fileName(f).equals(ErrorText.ENDING))
                .findFirst()
                .orElse(way.resolve("nothing"));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static void clear(Path way) throws IOException {
        Files.deleteIfExists(way.resolve(ErrorText.ENDING));
        Files.deleteIfExists(way);
    }

    /**
     * Gives a file the first name of a folder that is not taken: {@code x.csv}, {@code x-2.csv} … Cut off in the
     * middle, it finds again the name that it had taken.
     *
     * @param text put beside it; null for none
     */
    String place(Path file, @Nullable Path text, String folder, String name) throws IOException {
        Files.createDirectories(inbox.resolve(folder));
        int dot = name.indexOf('.', 1);
        String stem = dot < 0 ? name : name.substring(0, dot);
        String end = dot < 0 ? "" : name.substring(dot);
        for (int n = 1; ; n++) {
            String free = folder + "/" + DropName.fit(stem, (n == 1 ? "" : "-" + n) + end, ErrorText.ENDING.length());
            Path beside = inbox.resolve(free + ErrorText.ENDING);
            if ((Files.notExists(beside) || isSame(text, beside)) && claim(file, inbox.resolve(free))) {
                if (text != null) {
                    claim(text, beside);
                }
                // In this order: a text without its file has arrived, a file without its text has not.
                Files.deleteIfExists(file);
                if (text != null) {
                    Files.deleteIfExists(text);
                }
                return free;
            }
        }
    }

    /** Gives a file a second name if it is free or its own already, also where others want it at this moment. */
    static boolean claim(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException e) {
            return isSame(file, target);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // No hard links here: the name is only looked at before it is taken.
            try {
                Files.move(file, target);
            } catch (FileAlreadyExistsException taken) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(@Nullable Path file, Path other) throws IOException {
        return file != null && Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other);
    }
}
