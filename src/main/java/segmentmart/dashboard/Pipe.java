package segmentmart.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What one thread writes and another reads. Unlike those of {@code java.io}, it knows a writer that failed from one that
 * is done, does not wait for ever for a reader who stopped, and its ends may change threads. Of each end, for one thread
 * at a time.
 */
final class Pipe {
    private static final int PIECES = 4;
    private static final int PATIENCE_SECONDS = 60;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private volatile boolean isGone;
    private volatile boolean isBroken;

    /** Whether the reader went. */
    boolean isGone() {
        return isGone;
    }

    /** Lets the writer know that nobody reads any more. */
    void leave() {
        isGone = true;
        end();
    }

    /** Lets the reader know that what comes is not whole. */
    void breakOff() {
        isBroken = true;
        end();
    }

    /** Wakes whoever waits; a piece that comes in between is as well forgotten. */
    private void end() {
        do {
            pieces.clear();
        } while (!pieces.offer(END));
    }

    private void put(byte[] piece) throws IOException {
        try {
            if (isGone) {
                throw new IOException("the reader went");
            }
            if (!pieces.offer(piece, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the reader took nothing for " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** The end that is written to; each array becomes a piece, so let them be large. */
    OutputStream writing() {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                put(new byte[] {(byte) single});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (length > 0) {
                    put(Arrays.copyOfRange(bytes, offset, offset + length));
                }
            }

            @Override
            public void close() throws IOException {
                put(END);
            }
        };
    }

    /** The end that is read; it is at its end once the writer closed its own, or the reader is gone. */
    InputStream reading() {
        return new InputStream() {
            private byte[] piece = {0};
            private int taken = 1;

            @Override
            public int read() throws IOException {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (taken == piece.length && piece.length > 0) {
                    next();
                }
                if (piece.length == 0) {
                    return -1;
                }
                int count = Math.min(length, piece.length - taken);
                System.arraycopy(piece, taken, bytes, offset, count);
                taken += count;
                return count;
            }

            /** Channels read on only while there is something: without it, each piece would be sent by itself. */
            @Override
            public int available() {
                return taken < piece.length ? piece.length - taken : pieces.size();
            }

            private void next() throws IOException {
                try {
                    piece = pieces.take();
                    taken = 0;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException();
                }
                if (isBroken) {
                    throw new IOException("what was to be sent could not be read to its end");
                }
            }
        };
    }
}
