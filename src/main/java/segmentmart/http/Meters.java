package segmentmart.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.ToDoubleFunction;
import org.springframework.dao.DataAccessException;
import segmentmart.staging.Ledger;
import segmentmart.tuning.Tuning;

/** What is counted and measured, as Prometheus scrapes it. Safe for many threads. */
public final class Meters implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    public MeterRegistry registry() {
        return registry;
    }

    /** Measures, whenever it is asked, what the daemon of these routes has to do. */
    public void watch(Tuning tuning) {
        gauge(
                "segment_mart.backlog.drops",
                "Drops in the inbox, those being loaded among them",
                tuning,
                t -> t.daemon().inbox().backlog().drops());
        gauge(
                "segment_mart.backlog.oldest.age.seconds",
                "How long the oldest of them has been there",
                tuning,
                t -> t.daemon().inbox().backlog().oldestAge().toMillis() / 1e3);
        gauge(
                "segment_mart.backlog.held.drops",
                "Drops that wait after a failed try",
                tuning,
                t -> t.daemon().inbox().waits().size());
        gauge(
                "segment_mart.mart.behind.seconds",
                "How long the oldest load that is not in the mart has been in staging; NaN without a database",
                tuning,
                Meters::secondsBehind);
        gauge(
                "segment_mart.edit.refused",
                "1 while what is saved in routes/ cannot run",
                tuning,
                t -> t.refused() == null ? 0 : 1);
    }

    private void gauge(String name, String description, Tuning tuning, ToDoubleFunction<Tuning> value) {
        Gauge.builder(name, tuning, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private static double secondsBehind(Tuning tuning) {
        try {
            return new Ledger(tuning.daemon().database().pool()).secondsBehind();
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }

    /** Everything in the text format of Prometheus. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
