package segmentmart.http;

import io.vertx.core.Handler;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.dashboard.Json;
import segmentmart.dashboard.Problem;
import segmentmart.intake.Cause;
import segmentmart.intake.DropName;
import segmentmart.intake.DropRefused;
import segmentmart.intake.InboxFiles;

/**
 * Takes drops over HTTP into an inbox: each is written under a hidden name that ends in {@code .part}, and gets its own
 * when it is complete and durable, if nothing else has it. Safe for many threads.
 */
final class Uploads implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(Uploads.class);

    private static final String BEGINNING = ".upload-";
    private static final String END = ".part";
    /** No upload takes that long: whoever began it was killed. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** That file systems take. */
    private static final int LONGEST_NAME_BYTES = 255;

    private static final int CREATED = 201;

    private final Path inbox;
    private final long maxBytes;

    Uploads(Path inbox, long maxBytes) {
        this.inbox = inbox;
        this.maxBytes = maxBytes;
    }

    /** Removes what uploads left that a killed daemon did not end. */
    void tidy() {
        Instant longAgo = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(inbox, BEGINNING + "*" + END)) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(longAgo)) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (NoSuchFileException e) {
            log.debug("no inbox yet, so nothing is left in it", e);
        } catch (IOException e) {
            log.warn("{}: what uploads may have left was not removed: {}", inbox, Cause.describe(e, null));
        }
    }

    /** The greatest file that is taken. */
    long maxBytes() {
        return maxBytes;
    }

    @Override
    public void handle(RoutingContext context) {
        String name = context.pathParam("drop_name");
        HttpServerRequest request = context.request().pause();
        try {
            refuseWrong(name, request);
        } catch (Problem problem) {
            Guard.refuse(context, problem);
            return;
        }
        Path part = inbox.resolve(BEGINNING + UUID.randomUUID() + END);
        Receipt receipt = new Receipt(request, context.vertx(), maxBytes, tooLarge());
        context.vertx()
                .fileSystem()
                .open(part.toString(), new OpenOptions().setWrite(true).setCreateNew(true))
                .compose(receipt::into)
                .compose(bytes -> context.vertx().executeBlocking(() -> {
                    settle(part, name, bytes);
                    return bytes;
                }))
                .onSuccess(bytes -> {
                    log.info("{}: uploaded into the inbox, {} bytes", name, bytes);
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("drop_name", name);
                    answer.put("bytes", bytes);
                    context.response()
                            .setStatusCode(CREATED)
                            .putHeader("Content-Type", "application/json")
                            .putHeader("Cache-Control", "no-store")
                            .end(Json.of(answer));
                })
                .onFailure(failure -> {
                    context.vertx().fileSystem().delete(part.toString());
                    Guard.refuse(context, problem(name, failure));
                });
    }

    private void refuseWrong(String name, HttpServerRequest request) {
        String quoted = "file name \"" + name + "\"";
        if (name.contains("/") || name.contains("\\") || name.chars().anyMatch(Character::isISOControl)) {
            throw new Problem(422, "No name of a drop", quoted + " is no plain file name: rename the file");
        }
        if (!InboxFiles.isFinished(name)) {
            throw new Problem(
                    422,
                    "No name of a drop",
                    quoted + " is one that the inbox leaves alone (hidden, .part, .tmp, .inprogress): rename the file");
        }
        try {
            DropName.of(name);
        } catch (DropRefused e) {
            throw new Problem(422, "No name of a drop", quoted + ": " + e.whole() + "; " + e.cure());
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_BYTES) {
            throw new Problem(
                    422,
                    "No name of a drop",
                    quoted + " has more than " + LONGEST_NAME_BYTES + " bytes: rename the file");
        }
        String length = request.getHeader("Content-Length");
        if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > maxBytes) {
            throw tooLarge();
        }
        if (Files.exists(inbox.resolve(name))) {
            throw taken(name);
        }
    }

    private Problem tooLarge() {
        return new Problem(
                413,
                "The file is too large",
                "it has more than " + maxBytes + " bytes: copy it into the inbox, or raise http.max-upload-mb");
    }

    private static Problem taken(String name) {
        return new Problem(
                409,
                "The name is taken",
                name + " waits in the inbox already: let it be loaded first, then send it again");
    }

    private void settle(Path part, String name, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
            if (channel.size() != bytes) {
                throw new IOException(channel.size() + " of " + bytes + " bytes were written");
            }
        }
        InboxFiles.put(part, inbox.resolve(name));
    }

    private static Problem problem(String name, Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return taken(name);
        }
        String why = Cause.describe(failure, null);
        log.warn("{}: was not uploaded: {}", name, why);
        return new Problem(
                500,
                "The file was not taken",
                name + " cannot be written to the inbox, the log says why: see to the disk, and send it again");
    }
}
