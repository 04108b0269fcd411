package segmentmart.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A command that cannot do its work: one sentence for people, and the exit code. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    Refusal(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /**
     * Of a file or folder that cannot be used.
     *
     * @param subject what it is, such as "the dump of names"
     */
    static Refusal ofFile(String subject, IOException cause, String cure) {
        String file = cause instanceof FileSystemException e ? " " + e.getFile() : "";
        return new Refusal(ExitCode.FILES, subject + file + " cannot be used: " + fact(cause) + "; " + cure);
    }

    /**
     * Of a file that was to be written.
     *
     * @param cause an IOException, or one that wraps it
     * @param option that names another file
     */
    static Refusal ofTarget(Path target, Exception cause, String option) {
        if (cause instanceof FileAlreadyExistsException taken) {
            return new Refusal(
                    ExitCode.FILES,
                    taken.getFile() + " is there already; nothing was written: move it away, or give --overwrite");
        }
        IOException named = cause instanceof FileSystemException e
                ? e
                : new FileSystemException(
                        target.toString(), null, causeOf(cause).getMessage());
        return ofFile("the file", named, "nothing was written; mend that, or give another by " + option);
    }

    /** The exception that another one only carries. */
    static Throwable causeOf(Exception e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private static String fact(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "access is denied";
        }
        return cause instanceof FileSystemException e && e.getReason() != null
                ? e.getReason()
                : String.valueOf(cause.getMessage());
    }

    int exitCode() {
        return exitCode;
    }
}
