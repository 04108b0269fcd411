package segmentmart.generate;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file under way: written as {@code x.csv.part}, which every inbox leaves alone, and renamed when it is complete.
 * Closed before that, or left by a process that is asked to end, it is removed. For one thread.
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
     * Begins a file; one that another process left unfinished is begun anew.
     *
     * @throws FileAlreadyExistsException if it exists and is not to be overwritten
     * @throws IOException if it cannot be written, or another process is writing it
     */
    static DropFile begin(Path file, boolean overwrite) throws IOException {
        refuseExisting(file, overwrite);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new FileSystemException(part.toString(), null, "another process is writing it");
            }
            channel.truncate(0);
            part.toFile().deleteOnExit();
            return new DropFile(file, part, overwrite, channel, stream(file, channel));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
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

    private static void refuseExisting(Path file, boolean overwrite) throws FileAlreadyExistsException {
        if (!overwrite && Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "it is there already");
        }
    }

    void put(byte[] bytes) throws IOException {
        if (bytes.length > BUFFER_BYTES - filled) {
            flush();
            if (bytes.length > BUFFER_BYTES) {
                out.write(bytes);
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
        out.write(buffer, 0, filled);
        filled = 0;
    }

    /** Writes what is left, so that publishing it is only a rename. */
    void complete() throws IOException {
        flush();
        if (out instanceof GZIPOutputStream gzip) {
            gzip.finish();
        }
    }

    /** Gives the completed file its name. */
    void publish() throws IOException {
        refuseExisting(file, overwrite);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        published = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!published) {
            Files.deleteIfExists(part);
        }
    }
}
