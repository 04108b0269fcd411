package segmentmart.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Tells files that got their name after they were written from those that may be written still. A write sets the
 * times of modification and of change alike; a rename, or a copy that keeps the time of its original, comes after the
 * last write and sets the time of change only. Asked of file systems of this machine alone: others keep these times
 * in their own ways. Safe for many threads.
 */
final class Arrivals {
    private static final Set<String> KEEP_BOTH_TIMES =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay");

    private final boolean known;

    Arrivals(Path folder) {
        this.known = isKnown(folder);
    }

    private static boolean isKnown(Path folder) {
        try {
            return folder.getFileSystem().supportedFileAttributeViews().contains("unix")
                    && KEEP_BOTH_TIMES.contains(Files.getFileStore(folder).type());
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the file is known to have been complete when it came under its name. */
    boolean isRenamed(Path file) {
        if (!known) {
            return false;
        }
        try {
            Map<String, Object> times =
                    Files.readAttributes(file, "unix:ctime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            return times.get("ctime") instanceof FileTime changed
                    && times.get("lastModifiedTime") instanceof FileTime modified
                    && changed.compareTo(modified) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** When a file came under its name, as far as its file system tells; now, where it is gone. */
    Instant since(Path file) {
        try {
            Object time = known
                    ? Files.readAttributes(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
                            .get("ctime")
                    : Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
            return time instanceof FileTime since ? since.toInstant() : Instant.now();
        } catch (IOException e) {
            return Instant.now();
        }
    }
}
