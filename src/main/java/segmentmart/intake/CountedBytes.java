package segmentmart.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Counts the bytes read from a file, for the progress of a load, and digests their content. Written by one thread;
 * the count may be read by any.
 */
public final class CountedBytes {
    private final MessageDigest digest = DigestUtils.getSha256Digest();
    private volatile long count;

    public long count() {
        return count;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void add(long bytes) {
        count += bytes;
    }

    /** Digests an unpacked content as it is read. */
    InputStream digested(InputStream content) {
        return new DigestInputStream(content, digest);
    }

    /** SHA-256 of what was read since it was asked for last, hexadecimal. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    InputStream over(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                if (b >= 0) {
                    add(1);
                }
                return b;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int n = super.read(bytes, offset, length);
                if (n > 0) {
                    add(n);
                }
                return n;
            }
        };
    }
}
