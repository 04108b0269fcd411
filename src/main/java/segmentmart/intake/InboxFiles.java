package segmentmart.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which files of an inbox are there to be taken, by their names alone. */
public final class InboxFiles {
    private static final List<String> UNFINISHED = List.of(".part", ".tmp", ".inprogress", ".camellock");

    private InboxFiles() {}

    /** Names of the files that lie in an inbox to be taken, now or later, in the order they are taken. */
    public static List<String> waitingIn(Path inbox) {
        if (Files.notExists(inbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(inbox)) {
            return files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .map(Drop::fileName)
                    .filter(InboxFiles::isFinished)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a name is not one of those that are left alone: hidden, or that of an unfinished upload. */
    public static boolean isFinished(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        return !lower.startsWith(".") && UNFINISHED.stream().noneMatch(lower::endsWith);
    }

    /**
     * Gives a file that is complete its name in an inbox; never that of another file.
     *
     * @param unfinished in the same folder, under a name that is left alone
     * @throws FileAlreadyExistsException if a file of that name waits there; then nothing has changed
     */
    public static void put(Path unfinished, Path target) throws IOException {
        if (!Filing.claim(unfinished, target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.deleteIfExists(unfinished);
    }
}
