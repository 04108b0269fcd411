package segmentmart.export;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A text file under way: written under a hidden name that ends in {@code .part}, in the folder it belongs to, and
 * renamed when it is complete. Closed before that, it is removed. For one thread.
 */
public final class OutFile implements Closeable {
    private final Path file;
    private final Path part;
    private final boolean overwrite;
    private final Writer writer;

    private OutFile(Path file, Path part, boolean overwrite, Writer writer) {
        this.file = file;
        this.part = part;
        this.overwrite = overwrite;
        this.writer = writer;
    }

    /**
     * Begins a file; its folder is made if it is not there.
     *
     * @throws FileAlreadyExistsException if the file is there and not to be overwritten
     * @throws IOException if it cannot be written
     */
    public static OutFile begin(Path file, boolean overwrite) throws IOException {
        refuseTaken(file, overwrite);
        makeFolder(file.toAbsolutePath().resolveSibling(".").normalize());
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        Writer writer = new BufferedWriter(new OutputStreamWriter(
                Files.newOutputStream(part, StandardOpenOption.CREATE_NEW), StandardCharsets.UTF_8));
        // Should the process end before it closes this.
        part.toFile().deleteOnExit();
        return new OutFile(file, part, overwrite, writer);
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(e.getFile(), null, "it is no folder");
        }
    }

    /** Throws what {@link #begin} would if the name is taken. */
    public static void refuseTaken(Path file, boolean overwrite) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder or a device");
        }
        if (!overwrite && Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    public Path path() {
        return file;
    }

    /** What the file is to hold, in UTF-8. */
    public Writer writer() {
        return writer;
    }

    /** Writes what is left, so that publishing it is only a rename. */
    public void complete() throws IOException {
        writer.close();
    }

    /** Gives the completed file its name. */
    public void publish() throws IOException {
        if (overwrite || !link()) {
            refuseTaken(file, overwrite);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Takes the name only if it is free, in one step; false where the file system cannot do that. */
    private boolean link() throws IOException {
        try {
            Files.createLink(file, part);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            writer.close();
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
