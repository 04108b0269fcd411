package segmentmart.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;
import segmentmart.dashboard.Json;
import segmentmart.dashboard.Problem;
import segmentmart.intake.DropName;
import segmentmart.intake.Inbox;
import segmentmart.intake.InboxFiles;
import segmentmart.mart.SegmentationRule;
import segmentmart.staging.Ledger;
import segmentmart.staging.Load;
import segmentmart.tuning.Tuning;

/** What is told of the daemon that runs, and what it is asked to do. Safe for many threads. */
public final class Operations {
    private static final Logger log = LoggerFactory.getLogger(Operations.class);

    /** Of more drops only the number is told. */
    private static final int MAX_DROPS = 200;

    private static final int LONGEST_WAIT_SECONDS = 5;

    private final Uploads uploads;
    private final AtomicReference<@Nullable Asked> refresh = new AtomicReference<>();
    private volatile @Nullable Tuning tuning;

    /** A refresh that was asked for and has not ended. */
    private record Asked(boolean isFull, CompletableFuture<String> outcome) {}

    Operations(Uploads uploads) {
        this.uploads = uploads;
    }

    /** Answers for these routes from now on; null once they end. */
    void answersFor(@Nullable Tuning begun) {
        tuning = begun;
    }

    private Tuning running() {
        Tuning begun = tuning;
        if (begun == null) {
            throw new Problem(503, "The daemon has not begun", "it waits or ends: see /health/ready");
        }
        return begun;
    }

    /** What lies in the inbox, and what is being loaded of it. */
    public String inbox() {
        Inbox inbox = running().daemon().inbox();
        Map<String, String> waits = inbox.waits();
        Path folder = running().daemon().settings().inbox();
        List<Map<String, @Nullable Object>> drops = InboxFiles.waitingIn(folder).stream()
                .limit(MAX_DROPS)
                .map(name -> drop(name, folder, waits))
                .toList();
        Inbox.Backlog backlog = inbox.backlog();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("drops", drops);
        answer.put("backlog", backlog.drops());
        answer.put("oldest_age_seconds", backlog.oldestAge().toMillis() / 1e3);
        answer.put("max_upload_bytes", uploads.maxBytes());
        answer.put("next_refresh", nextRefresh(running().daemon().settings()));
        return Json.of(answer);
    }

    private Map<String, @Nullable Object> drop(String name, Path folder, Map<String, String> waits) {
        Load load = running().daemon().inHand(name);
        String reason = waits.getOrDefault(name, waits.get(""));
        Map<String, @Nullable Object> drop = new LinkedHashMap<>();
        drop.put("drop_name", name);
        drop.put("state", load != null ? "loading" : reason != null ? "held" : "waiting");
        drop.put("bytes", folder.resolve(name).toFile().length());
        drop.put("bytes_read", load == null ? null : load.bytesRead());
        drop.put("records_read", load == null ? null : load.recordsRead());
        drop.put("load_id", load == null ? null : load.loadId());
        drop.put("reason", load == null ? reason : null);
        return drop;
    }

    private static Map<String, @Nullable Object> nextRefresh(Settings settings) {
        Map<String, @Nullable Object> next = new LinkedHashMap<>();
        next.put("on_completion", settings.isOn(Setting.MART_ON_COMPLETION));
        next.put(
                "every_seconds",
                settings.isOn(Setting.MART_ON_TIMER)
                        ? settings.duration(Setting.MART_TIMER_PERIOD).toMillis() / 1e3
                        : null);
        return next;
    }

    /** The rule that runs, and whether the mart follows it. */
    public String rule() {
        try {
            SegmentationRule rule =
                    SegmentationRule.read(running().daemon().settings().sql());
            String published = ledger().ruleOfMart();
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put("name", SegmentationRule.NAME);
            answer.put("sql", rule.text().select());
            answer.put("sha256", rule.text().sha256());
            answer.put("published_sha256", published);
            answer.put("is_followed", rule.text().sha256().equals(published));
            answer.put("edit_refused", running().refused());
            return Json.of(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ledger ledger() {
        return new Ledger(running().daemon().database().pool());
    }

    /** Sends the file of the records that a load set aside. */
    public void correctable(Exchange exchange) {
        Message message = exchange.getMessage();
        long loadId = (Long) Objects.requireNonNull(message.getBody(Map.class).get("load_id"));
        List<Map<String, @Nullable Object>> attempts = ledger().attemptsOf(String.valueOf(loadId));
        DropName drop = attempts.isEmpty()
                ? null
                : DropName.ofOrNull(String.valueOf(attempts.get(0).get("drop_name")));
        if (drop == null) {
            throw new Problem(
                    404,
                    "There is no such thing",
                    "load " + loadId + " is not in the ledger, or no drop; see /api/loads");
        }
        String name = drop.rejectFileName(loadId);
        Path file = running().daemon().settings().inbox().resolve("rejected").resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Problem(
                    404,
                    "There is no such thing",
                    "load " + loadId + " has no file " + name
                            + " in inbox/rejected: it set nothing aside, or the file was"
                            + " moved; see /api/rejects.csv?load_id=" + loadId);
        }
        message.setBody(file.toFile());
        message.setHeader("Content-Type", "application/octet-stream");
        message.setHeader("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(name));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    /** Has the mart refreshed; answers what came of it, if it does not take long. */
    public String askRefresh(Map<String, @Nullable Object> asked) throws InterruptedException {
        Tuning begun = running();
        boolean full = Boolean.TRUE.equals(asked.get("full"));
        Asked mine = new Asked(full, new CompletableFuture<>());
        Asked underWay = refresh.compareAndExchange(null, mine);
        if (underWay == null) {
            new Thread(() -> refresh(begun, mine), "refresh-by-http").start();
            underWay = mine;
        } else if (full && !underWay.isFull()) {
            throw new Problem(
                    409, "Another refresh is under way", "it recomputes less than all: ask again once it has ended");
        }
        try {
            return outcome(underWay.outcome().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            return outcome("under_way");
        } catch (ExecutionException e) {
            return outcome("failed");
        }
    }

    private void refresh(Tuning begun, Asked asked) {
        try {
            Object before = ledger().standing().get("refresh_id");
            begun.daemon().refresh("http", asked.isFull());
            Map<String, Object> after = ledger().standing();
            asked.outcome()
                    .complete(
                            after.get("refresh_error") != null
                                    ? "failed"
                                    : Objects.equals(before, after.get("refresh_id")) ? "nothing_to_do" : "refreshed");
        } catch (RuntimeException e) {
            log.debug("a refresh that was asked for failed, as its route has told", e);
            asked.outcome().complete("failed");
        } finally {
            refresh.set(null);
        }
    }

    private static String outcome(String word) {
        return Json.of(Map.of("outcome", word));
    }
}
