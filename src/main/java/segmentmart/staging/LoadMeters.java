package segmentmart.staging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts what became of drops and their records, and how long their loads took. Safe for many threads. */
final class LoadMeters {
    private final MeterRegistry registry;
    private final Timer seconds;
    private final Counter read;
    private final Counter loaded;
    private final Counter rejected;
    private final DistributionSummary rowsPerSecond;

    LoadMeters(MeterRegistry registry) {
        this.registry = registry;
        for (String outcome : new String[] {"loaded", "duplicate", "failed"}) {
            drops(outcome);
        }
        seconds = Timer.builder("segment_mart.load")
                .description("From pick-up of a drop until it was loaded and filed")
                .register(registry);
        read = records("read", "Records of drops that were loaded");
        loaded = records("loaded", "Records that are in staging");
        rejected = records("rejected", "Records that were set aside");
        rowsPerSecond = DistributionSummary.builder("segment_mart.load.rows_per_second")
                .description("Records a second of each load")
                .register(registry);
    }

    private Counter drops(String outcome) {
        return Counter.builder("segment_mart.drops")
                .description("Drops that came to their end")
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter records(String what, String description) {
        return Counter.builder("segment_mart.records." + what)
                .description(description)
                .register(registry);
    }

    void failed() {
        drops("failed").increment();
    }

    /** Counts a load that ended well; one that had ended before, its file not having been moved, was counted then. */
    void ended(Load load) {
        if (load.endedAs() != null) {
            return;
        }
        if (load.duplicateOf() != null) {
            drops("duplicate").increment();
            return;
        }
        Duration took = load.duration();
        drops("loaded").increment();
        seconds.record(took);
        read.increment((double) load.recordsRead());
        loaded.increment((double) load.recordsLoaded());
        rejected.increment((double) load.recordsRejected());
        rowsPerSecond.record(load.recordsRead() * 1e9 / Math.max(1, took.toNanos()));
    }
}
