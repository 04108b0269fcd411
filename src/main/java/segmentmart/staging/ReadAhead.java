package segmentmart.staging;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Has the next element made on another thread while the one before is in use; never more than one. Whether there is a
 * next one is known with each, so that asking does not wait for it: Camel asks before it works on what it has. What
 * fails on that thread fails here, when the element is asked for. To be used by one thread.
 */
final class ReadAhead<T> implements Iterator<T> {
    private final Executor readers;
    private final Iterator<T> source;
    private CompletableFuture<Step<T>> ahead;
    private @Nullable Boolean more;

    /** An element, null where there is none, and whether there is another. */
    private record Step<T>(@Nullable T element, boolean more) {}

    /**
     * Begins to read.
     *
     * @param source from now on used by the readers, by one at a time
     */
    ReadAhead(Executor readers, Iterator<T> source) {
        this.readers = readers;
        this.source = source;
        this.ahead = begin();
    }

    private CompletableFuture<Step<T>> begin() {
        return CompletableFuture.supplyAsync(
                () -> source.hasNext() ? new Step<>(source.next(), source.hasNext()) : new Step<>(null, false),
                readers);
    }

    @Override
    public boolean hasNext() {
        return more != null ? more : await().element() != null;
    }

    @Override
    public T next() {
        Step<T> step = await();
        if (step.element() == null) {
            throw new NoSuchElementException();
        }
        more = step.more();
        ahead = step.more() ? begin() : CompletableFuture.completedFuture(new Step<>(null, false));
        return step.element();
    }

    private Step<T> await() {
        try {
            return ahead.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            if (e.getCause() instanceof Error fault) {
                throw fault;
            }
            throw e;
        }
    }
}
