package segmentmart.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Keeps two processes from running on one home. The lock dies with its process, however that ends. */
public final class HomeLock implements AutoCloseable {
    private static final long LOCKED_BYTE = 1 << 20;
    private static final int LOOKS = 3;
    private static final long LOOK_MILLIS = 50;

    private final FileChannel channel;
    private final String holder;

    private HomeLock(FileChannel channel, String verb) throws IOException {
        this.channel = channel;
        this.holder = "segment-mart " + verb + ", process "
                + ProcessHandle.current().pid() + ", since " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        write(holder);
    }

    private void write(String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    /** Adds to what {@link #holder} says, such as the address that it listens on. */
    public void tell(String more) throws IOException {
        write(holder + ", " + more);
    }

    /** Takes the lock; null if another process has it, which {@link #holder} names. */
    public static @Nullable HomeLock take(Home home, String verb) throws IOException {
        Files.createDirectories(home.data());
        FileChannel channel = FileChannel.open(
                file(home), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            // The byte that is locked lies behind the text, which others may read (Windows locks are mandatory).
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            for (int look = 1; lock == null && look < LOOKS; look++) {
                // Somebody may only have looked whether it is taken.
                Thread.sleep(LOOK_MILLIS);
                lock = channel.tryLock(LOCKED_BYTE, 1, false);
            }
            if (lock == null) {
                channel.close();
                return null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            channel.close();
            return null;
        } catch (OverlappingFileLockException e) {
            channel.close();
            return null;
        }
        return new HomeLock(channel, verb);
    }

    /** Who has the lock, for people. */
    public static String holder(Home home) throws IOException {
        return Files.readString(file(home));
    }

    /** Whether a process has the lock of a home. */
    public static boolean isTaken(Home home) throws IOException {
        try (FileChannel channel = FileChannel.open(file(home), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false)) {
            return lock == null;
        }
    }

    private static Path file(Home home) {
        return home.data().resolve("lock");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
