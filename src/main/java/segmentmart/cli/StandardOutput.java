package segmentmart.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What standard output is connected with. */
final class StandardOutput {
    private static final Path LINK = Path.of("/proc/self/fd/1");

    private StandardOutput() {}

    /** Whether it is a terminal, which would do what control characters say. */
    static boolean isTerminal() {
        String target = target();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    }

    /** Whether somebody reads it, who may leave; else it is a file or a device. */
    static boolean isRead() {
        String target = target();
        return target.isEmpty() || target.startsWith("pipe:") || target.startsWith("socket:");
    }

    /**
     * How a command ends whose output could not be written.
     *
     * @param fact why, where that is known; else empty
     */
    static int failed(String fact) {
        if (isRead()) {
            return ExitCode.READER_GONE;
        }
        System.err.println(Terminal.plain("standard output takes no more" + (fact.isEmpty() ? "" : ": " + fact)
                + "; what it has is not complete: see whether its disk is full"));
        return ExitCode.FILES;
    }

    /** A path, or a word for what has none; empty where this system does not tell. */
    private static String target() {
        try {
            return Files.readSymbolicLink(LINK).toString();
        } catch (IOException | UnsupportedOperationException | InvalidPathException e) {
            return "";
        }
    }
}
