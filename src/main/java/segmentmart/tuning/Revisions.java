package segmentmart.tuning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import segmentmart.daemon.Home;

/**
 * The revisions of the routes that ran on a home, in {@code data/routes}, a folder each: what runs is a copy, so that
 * half an edit on disk never does, and the last good one is there after a restart.
 */
public final class Revisions {
    private static final int KEPT = 10;

    private final Path folder;
    private final Path pointer;
    private final Path refusal;

    /**
     * What is in force.
     *
     * @param revision as it was when it came into force
     * @param folder that its files lie in
     * @param product version under which it was found good
     */
    record InForce(Revision revision, Path folder, String product) {}

    public Revisions(Home home) {
        this.folder = home.revisions();
        this.pointer = folder.resolve("in-force");
        this.refusal = folder.resolve("refused.txt");
    }

    /** What ran last on this home; null if nothing did, or its copy is not what it was. */
    @Nullable
    InForce inForce() throws IOException {
        try {
            List<String> lines = Files.readAllLines(pointer);
            Path copy = folder.resolve(lines.get(0));
            Revision revision = Revision.read(copy);
            return revision.id().equals(lines.get(0)) ? new InForce(revision, copy, lines.get(1)) : null;
        } catch (NoSuchFileException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    /** Writes a revision to where it is tried, in place of the one tried before; answers the folder. */
    Path onTrial(Revision revision) throws IOException {
        Path trial = folder.resolve(".trial");
        delete(trial);
        revision.writeTo(trial);
        return trial;
    }

    /** Copies a revision to where it can run; answers the folder. */
    Path copy(Revision revision) throws IOException {
        Path copy = folder.resolve(revision.id());
        if (Files.exists(copy) && Revision.read(copy).equals(revision)) {
            return copy;
        }
        Path unfinished = folder.resolve("." + revision.id());
        delete(unfinished);
        delete(copy);
        revision.writeTo(unfinished);
        Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
        return copy;
    }

    /** Puts a revision in force that was copied, and forgets all but the last that were before. */
    void putInForce(Revision revision, String product) throws IOException {
        writeWhole(pointer, revision.id() + "\n" + product + "\n");
        Files.setLastModifiedTime(folder.resolve(revision.id()), FileTime.from(Instant.now()));
        List<Path> copies;
        try (Stream<Path> found = Files.list(folder)) {
            copies = found.filter(Files::isDirectory)
                    .filter(copy -> !copy.endsWith(revision.id()))
                    .filter(copy -> !String.valueOf(copy.getFileName()).startsWith("."))
                    .sorted(Comparator.comparing(Revisions::lastModified).reversed())
                    .toList();
        }
        for (Path old : copies.subList(Math.min(KEPT, copies.size()), copies.size())) {
            delete(old);
        }
    }

    /** Notes for other processes, and for a restart, which revision does not run, and why. */
    void refuse(Revision saved, String why) throws IOException {
        writeWhole(refusal, saved.id() + "\n" + why);
    }

    /** Notes that what is saved runs. */
    void refuseNothing() throws IOException {
        Files.deleteIfExists(refusal);
    }

    /** Whether a revision was refused by a process that ran here. */
    boolean isRefused(Revision saved) throws IOException {
        return Files.exists(refusal) && Files.readString(refusal).startsWith(saved.id() + "\n");
    }

    /** Why what lies in {@code routes/} does not run; null if it does. */
    public @Nullable String refused() throws IOException {
        try {
            String text = Files.readString(refusal);
            return text.substring(text.indexOf('\n') + 1);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void writeWhole(Path file, String text) throws IOException {
        Files.createDirectories(folder);
        Path unfinished = Files.writeString(folder.resolve("." + file.getFileName() + ".part"), text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static long lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Deletes a folder and what is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
