package segmentmart.generate;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file under way: written under a hidden name that ends in {@code .part}, which every inbox leaves alone, and renamed
 * when it is complete. Closed before that, or left by a process that is asked to end, it is removed. For one thread.
 */
final class DropFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Room for the longest number, or one byte. */
    private static final int ROOM_BYTES = 12;

    private final Path file;
    private final Path part;
    private final boolean overwrite;
    private final FileChannel channel;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private boolean published;

    private DropFile(Path file, Path part, boolean overwrite, FileChannel channel, OutputStream out) {
        this.file = file;
        this.part = part;
        this.overwrite = overwrite;
        this.channel = channel;
        this.out = out;
    }

    /**
     * Begins a file.
     *
     * @throws FileAlreadyExistsException if it exists and is not to be overwritten
     * @throws IOException if it cannot be written
     */
    static DropFile begin(Path file, boolean overwrite) throws IOException {
        refuse(file, overwrite);
        makeFolder(file.toAbsolutePath().resolveSibling(".").normalize());
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        part.toFile().deleteOnExit();
        return new DropFile(file, part, overwrite, channel, stream(file, channel));
    }

    private static OutputStream stream(Path file, FileChannel channel) throws IOException {
        OutputStream plain = Channels.newOutputStream(channel);
        if (!file.toString().endsWith(".gz")) {
            return plain;
        }
        return new GZIPOutputStream(plain, BUFFER_BYTES) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new FileSystemException(folder.toString(), null, "the folder cannot be made");
        }
    }

    /** Refuses a name that is taken: by a folder, or by a file that is not to be overwritten. */
    private static void refuse(Path file, boolean overwrite) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        if (!overwrite && Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    void put(byte[] bytes) throws IOException {
        if (bytes.length > BUFFER_BYTES - filled) {
            flush();
            if (bytes.length > BUFFER_BYTES) {
                write(bytes, bytes.length);
                return;
            }
        }
        System.arraycopy(bytes, 0, buffer, filled, bytes.length);
        filled += bytes.length;
    }

    void put(char ascii) throws IOException {
        makeRoom();
        buffer[filled++] = (byte) ascii;
    }

    /** Writes a number that is not negative. */
    void put(int number) throws IOException {
        makeRoom();
        int digits = 1;
        for (long ten = 10; ten <= number; ten *= 10) {
            digits++;
        }
        int rest = number;
        for (int i = filled + digits - 1; i >= filled; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        filled += digits;
    }

    private void makeRoom() throws IOException {
        if (BUFFER_BYTES - filled < ROOM_BYTES) {
            flush();
        }
    }

    private void flush() throws IOException {
        write(buffer, filled);
        filled = 0;
    }

    private void write(byte[] bytes, int length) throws IOException {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new FileSystemException(part.toString(), null, e.getMessage());
        }
    }

    /** Writes what is left, so that publishing it is only a rename. */
    void complete() throws IOException {
        flush();
        try {
            if (out instanceof GZIPOutputStream gzip) {
                gzip.finish();
            }
        } catch (IOException e) {
            throw new FileSystemException(part.toString(), null, e.getMessage());
        }
    }

    /** Throws what {@link #publish} would, where that can be foreseen. */
    void check() throws IOException {
        refuse(file, overwrite);
    }

    /** Gives the completed file its name. */
    void publish() throws IOException {
        if (overwrite || !link()) {
            check();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        published = true;
    }

    /** Takes the name only if it is free, in one step; false where the file system cannot do that. */
    private boolean link() throws IOException {
        try {
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return false;
        }
        Files.delete(part);
        return true;
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            channel.close();
            if (!published) {
                Files.deleteIfExists(part);
            }
        }
    }
}
