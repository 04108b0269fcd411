package segmentmart.database;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * What the embedded server may count on, and what of its settings follows from that.
 *
 * @param memoryMb of the machine or container; 0 where it is not known
 * @param processors that this process may use
 */
record Machine(long memoryMb, int processors) {
    private static final int LEAST_BUFFERS_MB = 128;
    private static final int MOST_BUFFERS_MB = 1024;
    private static final int MOST_WORKERS = 4;

    /** The one that this process runs on. */
    static Machine here() {
        long bytes = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : 0;
        return new Machine(bytes >> 20, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Settings of PostgreSQL. Buffers are an eighth of the memory, 128 MB to 1 GB, room for the primary key of some ten
     * million uses; half of it is taken to cache files. A query may use all processors, its own among them, 5 at most.
     * A page found by key costs what it does on a disk without moving parts.
     */
    Map<String, String> settings() {
        long buffersMb = Math.max(LEAST_BUFFERS_MB, Math.min(memoryMb / 8, MOST_BUFFERS_MB));
        return Map.of(
                "shared_buffers", buffersMb + "MB",
                "effective_cache_size", Math.max(2 * buffersMb, memoryMb / 2) + "MB",
                "max_parallel_workers_per_gather", "" + Math.min(processors - 1, MOST_WORKERS),
                "random_page_cost", "1.1");
    }
}
