package segmentmart.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * One file in the inbox, looked through once before it is loaded.
 *
 * @param path where it lies
 * @param name what its name tells
 * @param stamp size and modification time of the file
 * @param sha256 of the content (unpacked), hexadecimal
 * @param encoding told from the content, or forced
 * @param bomBytes length of the byte order mark to be passed over
 * @param pickedUpAt when it was taken, to the microsecond, as PostgreSQL keeps it
 */
public record Drop(
        Path path, DropName name, Stamp stamp, String sha256, TextEncoding encoding, int bomBytes, Instant pickedUpAt) {

    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Reads a file through, for its digest and encoding.
     *
     * @param stamp that the file had when it was taken
     * @param forced the encoding a setting asks for; null to tell it from the content
     * @throws DropRefused if the file is no drop: by its name, empty, or a broken archive
     * @throws IOException if it cannot be read now
     */
    public static Drop survey(Path path, Stamp stamp, @Nullable TextEncoding forced) throws IOException {
        Instant pickedUpAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        DropName name = DropName.of(fileName(path));
        MessageDigest digest = DigestUtils.getSha256Digest();
        EncodingProbe probe = new EncodingProbe();
        long content = 0;
        try (InputStream in = unpack(Files.newInputStream(path), name)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                probe.accept(buffer, n);
                content += n;
            }
        } catch (ZipException | java.io.EOFException e) {
            throw new DropRefused(
                    "it is not a whole gzip file (" + Objects.requireNonNullElse(e.getMessage(), "it ends too soon")
                            + ")",
                    "pack it again and drop it again");
        }
        if (content == 0) {
            throw new DropRefused(
                    "it holds no bytes at all, not even a header",
                    "see whether its sender was interrupted, and drop the whole file again");
        }
        return new Drop(
                path,
                name,
                stamp,
                HexFormat.of().formatHex(digest.digest()),
                forced != null ? forced : probe.verdict(),
                forced == null || forced == probe.verdict() ? probe.bomBytes() : 0,
                pickedUpAt);
    }

    /** The content, unpacked, behind the byte order mark; {@code counted} sees every byte taken from the file. */
    InputStream open(CountedBytes counted) throws IOException {
        InputStream content = counted.digested(unpack(counted.over(Files.newInputStream(path)), name));
        content.readNBytes(bomBytes);
        return content;
    }

    /**
     * Makes sure that the file in the inbox is still the one that was surveyed.
     *
     * @return this
     * @throws IOException if it was changed or has left the inbox
     */
    public Drop stillThere() throws IOException {
        if (!Stamp.of(path).equals(stamp)) {
            throw changed();
        }
        return this;
    }

    /**
     * Makes sure that what was loaded is what was surveyed, also where a change left size and time as they were.
     *
     * @param read to its end
     */
    public void isWhatWasRead(CountedBytes read) throws IOException {
        stillThere();
        if (!read.sha256().equals(sha256)) {
            throw changed();
        }
    }

    private IOException changed() {
        return new IOException(name.fileName() + " was changed while it was read");
    }

    static String fileName(Path path) {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }

    private static InputStream unpack(InputStream raw, DropName name) throws IOException {
        try {
            return name.gzip() ? new GZIPInputStream(raw, BUFFER_BYTES) : new BufferedInputStream(raw, BUFFER_BYTES);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }
}
