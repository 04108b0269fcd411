package segmentmart.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The progress of something long on standard error: a bar with rows, rows a second and the time left. */
final class Progress implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);
    private static final long BYTES_IN_MIB = 1 << 20;
    private static final int WIDTH = 120;
    private static final double SHORT_SECONDS = 2;

    private final String name;
    private final long max;
    private final boolean ofBytes;
    private long started;
    private @Nullable ProgressBar bar;

    private Progress(String name, long max, boolean ofBytes) {
        this.name = name;
        this.max = max;
        this.ofBytes = ofBytes;
    }

    /** Of a file that is read: a bar on a terminal, a line now and then elsewhere. */
    static Progress ofBytes(String name, long bytes) {
        return new Progress(name, bytes, true);
    }

    /** Of rows that are written: a bar on a terminal, nothing elsewhere. */
    static Progress ofRows(String name, long rows) {
        return new Progress(name, rows, false);
    }

    /**
     * Shows how far it is, once it has taken long enough to be worth it.
     *
     * @param done bytes or rows, of those it was made for
     */
    void show(long done, long rows) {
        if (started == 0) {
            started = System.nanoTime();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        if (seconds < SHORT_SECONDS || (!ofBytes && !isTerminal())) {
            return;
        }
        if (bar == null) {
            bar = begin(done, Duration.ofMillis((long) (seconds * 1e3)));
        }
        String rate = String.format(Locale.ROOT, "%,.0f rows/s", rows / seconds);
        bar.setExtraMessage(ofBytes ? String.format(Locale.ROOT, "%,d rows, %s", rows, rate) : rate);
        bar.stepTo(done);
    }

    private static boolean isTerminal() {
        return CommandLine.Help.Ansi.AUTO.enabled();
    }

    private ProgressBar begin(long done, Duration since) {
        ProgressBarBuilder builder = ProgressBar.builder()
                .setTaskName(Terminal.plain(name))
                .setInitialMax(Math.max(max, 1))
                .startsFrom(done, since)
                .setStyle(isTerminal() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) (isTerminal() ? ON_TERMINAL : ELSEWHERE).toMillis());
        if (ofBytes) {
            builder.setUnit(" MiB", BYTES_IN_MIB);
        }
        if (!isTerminal()) {
            builder.setConsumer(new DelegatingProgressBarConsumer(System.err::println, WIDTH));
        }
        return builder.build();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
