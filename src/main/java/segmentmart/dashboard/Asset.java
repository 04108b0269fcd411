package segmentmart.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;

/** A file of the page, as it is sent. Its bytes are not to be changed. */
final class Asset {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final String type;
    private final String tag;
    private final byte[] content;
    private final byte[] packed;

    Asset(String name, byte[] content) {
        this.type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        this.tag = "\"" + DigestUtils.sha256Hex(content).substring(0, 16) + "\"";
        this.content = content;
        this.packed = pack(content);
    }

    private static byte[] pack(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    String type() {
        return type;
    }

    /** Tells its content from any other, as ETag. */
    String tag() {
        return tag;
    }

    byte[] content() {
        return content;
    }

    /** The same by gzip. */
    byte[] packed() {
        return packed;
    }
}
