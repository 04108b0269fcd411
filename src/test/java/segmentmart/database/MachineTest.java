package segmentmart.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void largeMachineIsNotTakenWhole() {
        assertThat(new Machine(256 << 10, 64).settings())
                .containsEntry("shared_buffers", "1024MB")
                .containsEntry("effective_cache_size", "131072MB")
                .containsEntry("max_parallel_workers_per_gather", "4");
    }

    @Test
    void smallMachineHasRoomForBoth() {
        assertThat(new Machine(2048, 1).settings())
                .containsEntry("shared_buffers", "256MB")
                .containsEntry("effective_cache_size", "1024MB")
                .containsEntry("max_parallel_workers_per_gather", "0");
        assertThat(new Machine(0, 2).settings())
                .containsEntry("shared_buffers", "128MB")
                .containsEntry("effective_cache_size", "256MB")
                .containsEntry("max_parallel_workers_per_gather", "1");
    }
}
