package segmentmart.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What tells one version of a file from another without reading it.
 *
 * @param bytes its size
 * @param modifiedAt its modification time, in whole microseconds as PostgreSQL keeps it
 */
public record Stamp(long bytes, Instant modifiedAt) {
    public Stamp {
        modifiedAt = modifiedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** The stamp of a file as it is now. */
    public static Stamp of(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new Stamp(now.size(), now.lastModifiedTime().toInstant());
    }
}
