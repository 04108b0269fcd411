package segmentmart.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private final ExecutorService readers = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        readers.shutdownNow();
    }

    @Test
    void givesAllInTheirOrder() {
        List<Integer> source = IntStream.range(0, 1000).boxed().toList();
        assertThat(new ReadAhead<>(readers, source.iterator())).toIterable().isEqualTo(source);
        assertThat(new ReadAhead<>(readers, List.of().iterator()).hasNext()).isFalse();
    }

    @Test
    void tellsThatThereIsMoreWithoutWaitingForIt() {
        CountDownLatch held = new CountDownLatch(1);
        Iterator<String> slow = new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return given < 2;
            }

            @Override
            public String next() {
                if (given == 1) {
                    awaitUninterruptibly(held);
                }
                return "element " + ++given;
            }
        };
        ReadAhead<String> ahead = new ReadAhead<>(readers, slow);
        assertThat(ahead.next()).isEqualTo("element 1");
        assertThat(ahead.hasNext()).isTrue();
        held.countDown();
        assertThat(ahead.next()).isEqualTo("element 2");
        assertThat(ahead.hasNext()).isFalse();
    }

    @Test
    void failsWhereTheSourceFailed() {
        Iterator<String> broken = new Iterator<>() {
            private boolean begun;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                if (begun) {
                    throw new UncheckedIOException(new IOException("the disk is gone"));
                }
                begun = true;
                return "the first";
            }
        };
        ReadAhead<String> ahead = new ReadAhead<>(readers, broken);
        assertThat(ahead.next()).isEqualTo("the first");
        assertThat(ahead.hasNext()).isTrue();
        assertThatThrownBy(ahead::next)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the disk is gone");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
