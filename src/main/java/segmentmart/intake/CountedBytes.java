package segmentmart.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes read from a file, for the progress of a load. Written by one thread, read by any. */
public final class CountedBytes {
    private volatile long count;

    public long count() {
        return count;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void add(long bytes) {
        count += bytes;
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
