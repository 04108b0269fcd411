package segmentmart.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.jspecify.annotations.Nullable;
import segmentmart.daemon.Daemon;
import segmentmart.tuning.Tuning;

/**
 * How the daemon is, for {@code /health/live} and {@code /health/ready}: from the checks of the routes that run, each
 * with its reason in words. Safe for many threads.
 */
public final class Health {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A drop may take that; a step that hangs takes longer. */
    private static final Duration TAKES_LONG = Duration.ofMinutes(15);

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private volatile @Nullable Tuning tuning;
    private volatile String waitsFor = "the daemon is starting";

    /** What an HTTP client gets: 200 or 503, and JSON. */
    public record Answer(int code, String json) {}

    private record Check(
            String name, boolean isUp, @Nullable String reason) {}

    /** Says why the daemon has not begun yet. */
    public void waitsFor(String reason) {
        waitsFor = reason;
    }

    /** Answers for these routes from now on; null once they end. */
    public void answersFor(@Nullable Tuning begun) {
        tuning = begun;
        waitsFor = "the daemon is ending";
    }

    /** Whether the process is worth being kept: it is, if it can answer. */
    public Answer live() {
        return answer(List.of());
    }

    /** Whether drops are loaded and the mart follows; else what is in the way. */
    public Answer ready() {
        Tuning running = tuning;
        if (running == null) {
            return answer(List.of(new Check("daemon", false, waitsFor)));
        }
        List<Check> checks = new ArrayList<>();
        Instant takingOver = running.takingOverSince();
        if (takingOver != null) {
            Duration since = Duration.between(takingOver, Instant.now());
            checks.add(new Check(
                    "routes",
                    since.compareTo(TAKES_LONG) < 0,
                    "edited ones wait since " + takingOver.truncatedTo(ChronoUnit.SECONDS)
                            + " for what is in hand; no other drop is taken until then"));
        } else {
            for (HealthCheck.Result result : running.daemon().health()) {
                boolean isUp = result.getState() != HealthCheck.State.DOWN;
                // Camel's own, one for each route and consumer, only where they have something to tell.
                if (isUp && !Daemon.HEALTH_GROUP.equals(result.getCheck().getGroup())) {
                    continue;
                }
                checks.add(new Check(
                        result.getCheck().getId(), isUp, result.getMessage().orElse(null)));
            }
        }
        String refused = running.refused();
        // What ran before the edit goes on: that is no reason to be taken out of service.
        checks.add(new Check("edit", true, refused));
        return answer(checks);
    }

    private static Answer answer(List<Check> checks) {
        boolean up = checks.stream().allMatch(Check::isUp);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", word(up));
        body.put("checks", checks.stream().map(Health::shown).toList());
        try {
            return new Answer(
                    up ? OK : UNAVAILABLE, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> shown(Check check) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("name", check.name());
        shown.put("status", word(check.isUp()));
        if (check.reason() != null) {
            shown.put("reason", check.reason());
        }
        return shown;
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
