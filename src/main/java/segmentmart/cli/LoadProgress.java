package segmentmart.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The progress of one load on standard error: a bar on a terminal, a line now and then elsewhere. */
final class LoadProgress implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);
    private static final long BYTES_IN_MIB = 1 << 20;
    private static final int WIDTH = 120;
    private static final double SHORT_SECONDS = 2;

    private final String name;
    private final long bytes;
    private long started;
    private @Nullable ProgressBar bar;

    LoadProgress(String name, long bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** Shows how far the load is, once it has taken long enough to be worth it. */
    void show(long bytesRead, long records) {
        if (started == 0) {
            started = System.nanoTime();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        if (seconds < SHORT_SECONDS) {
            return;
        }
        if (bar == null) {
            bar = begin();
        }
        bar.setExtraMessage(String.format(Locale.ROOT, "%,d rows, %,.0f rows/s", records, records / seconds));
        bar.stepTo(bytesRead);
    }

    private ProgressBar begin() {
        boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
        ProgressBarBuilder builder = ProgressBar.builder()
                .setTaskName(Terminal.plain(name))
                .setInitialMax(Math.max(bytes, 1))
                .setUnit(" MiB", BYTES_IN_MIB)
                .setStyle(terminal ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) (terminal ? ON_TERMINAL : ELSEWHERE).toMillis());
        if (!terminal) {
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
