package segmentmart.staging;

import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import segmentmart.intake.Reading;

/**
 * Gathers the records of a drop into chunks, and counts them. While one is inserted, the next is read on another
 * thread. Safe for many loads.
 */
public final class Chunks implements AutoCloseable {
    private static final int FIRST_IS_SMALLER = 8;

    private final ExecutorService readers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "read-ahead");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * The chunks of a reading.
     *
     * @param size greatest number of records in one
     */
    public Iterator<Chunk> of(Reading reading, Load load, int size) {
        Iterator<Chunk> ahead = new ReadAhead<>(readers, gathered(reading, load.loadId(), size));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return ahead.hasNext();
            }

            @Override
            public Chunk next() {
                load.stillThere();
                Chunk chunk = ahead.next();
                load.count(chunk);
                return chunk;
            }
        };
    }

    /** Small ones first, so that the inserting begins soon. */
    private static Iterator<Chunk> gathered(Reading reading, long loadId, int size) {
        return new Iterator<>() {
            private int limit = Math.max(1, size / FIRST_IS_SMALLER);

            @Override
            public boolean hasNext() {
                return reading.hasNext();
            }

            @Override
            public Chunk next() {
                Chunk.Builder chunk = new Chunk.Builder(loadId, limit);
                limit = Math.min(size, limit * 2);
                boolean room = true;
                while (room && reading.hasNext()) {
                    room = chunk.add(reading.next());
                }
                return chunk.build();
            }
        };
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
