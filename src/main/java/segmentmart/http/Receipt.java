package segmentmart.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpServerRequest;
import segmentmart.dashboard.Problem;

/** The body of a request on its way into a file, as fast as that takes it. For the event loop of the request. */
final class Receipt {
    private static final long PATIENCE_MILLIS = 60_000;

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final long maxBytes;
    private final Problem tooLarge;
    private final Promise<Long> received = Promise.promise();
    private long bytes;
    private long bytesBefore = -1;

    /**
     * Takes note of a request that breaks off from now on.
     *
     * @param request paused
     * @param tooLarge what is wrong with more than {@code maxBytes}
     */
    Receipt(HttpServerRequest request, Vertx vertx, long maxBytes, Problem tooLarge) {
        this.request = request;
        this.vertx = vertx;
        this.maxBytes = maxBytes;
        this.tooLarge = tooLarge;
        request.exceptionHandler(received::tryFail);
    }

    /** Writes all of it, and closes the file; answers how many bytes. */
    Future<Long> into(AsyncFile file) {
        long watch = vertx.setPeriodic(PATIENCE_MILLIS, now -> giveUpIfStalled());
        file.exceptionHandler(received::tryFail);
        request.endHandler(end -> received.tryComplete(bytes));
        request.handler(buffer -> write(buffer, file));
        request.resume();
        return received.future().onComplete(done -> vertx.cancelTimer(watch)).eventually(() -> file.close());
    }

    private void write(Buffer buffer, AsyncFile file) {
        bytes += buffer.length();
        if (bytes > maxBytes) {
            request.pause();
            received.tryFail(tooLarge);
            return;
        }
        file.write(buffer).onFailure(received::tryFail);
        if (file.writeQueueFull()) {
            request.pause();
            file.drainHandler(drained -> request.resume());
        }
    }

    private void giveUpIfStalled() {
        if (bytes == bytesBefore) {
            received.tryFail(new Problem(
                    408,
                    "The sender is silent",
                    "nothing came for " + PATIENCE_MILLIS / 1_000 + " s: send the file again"));
        }
        bytesBefore = bytes;
    }
}
