package segmentmart.intake;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which files of the inbox are taken, and when: complete ones, steady in size and modification time over
 * polls, and not those that have just failed for no fault of theirs. Asked by camel-file at each poll; safe for many
 * threads.
 */
public final class Inbox implements GenericFileFilter<File> {
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private static final List<String> UNFINISHED = List.of(".part", ".tmp", ".inprogress", ".camellock");
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(15);
    private static final Duration GROWS_FOR_LONG = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Path folder;
    private final Duration steadyFor;
    private final @Nullable TextEncoding encoding;
    private final Predicate<String> wanted;
    private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();
    private final Map<String, Retry> retries = new ConcurrentHashMap<>();
    private final Map<String, Long> unseen = new ConcurrentHashMap<>();

    /** What a file looked like, since when (nanoseconds of this JVM), and when it was first seen. */
    private record Sighting(long bytes, long modifiedMillis, long sinceNanos, long firstNanos) {}

    private record Retry(int tries, long notBeforeNanos) {}

    /**
     * An inbox over a folder.
     *
     * @param steadyFor how long a file must have stayed the same before it is taken
     * @param encoding forced upon all drops; null to tell it from each
     * @param wanted tells the names that are taken at all; the other files are left to somebody else
     */
    public Inbox(Path folder, Duration steadyFor, @Nullable TextEncoding encoding, Predicate<String> wanted) {
        this.folder = folder;
        this.steadyFor = steadyFor;
        this.encoding = encoding;
        this.wanted = wanted;
    }

    @Override
    public boolean accept(GenericFile<File> candidate) {
        if (candidate.isDirectory() || !isTaken(candidate.getFileNameOnly())) {
            return false;
        }
        long now = System.nanoTime();
        Path path = folder.resolve(candidate.getFileNameOnly());
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        String name = candidate.getFileNameOnly();
        Sighting sighting = sightings.merge(
                name,
                new Sighting(candidate.getFileLength(), candidate.getLastModified(), now, now),
                (old, seen) -> old.bytes() == seen.bytes() && old.modifiedMillis() == seen.modifiedMillis()
                        ? old
                        : new Sighting(seen.bytes(), seen.modifiedMillis(), now, old.firstNanos()));
        Retry retry = retries.get(name);
        return now - sighting.sinceNanos() >= steadyFor.toNanos()
                && (retry == null || now - retry.notBeforeNanos() >= 0);
    }

    /**
     * Looks a taken file through. Called by the route that takes drops.
     *
     * @throws IOException also if the file is no longer what it was when it was accepted
     */
    public Drop survey(File file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file.toPath(), BasicFileAttributes.class);
        Sighting seen = sightings.get(file.getName());
        if (seen != null
                && (seen.bytes() != now.size()
                        || seen.modifiedMillis() != now.lastModifiedTime().toMillis())) {
            throw new IOException(file.getName() + " is still being written");
        }
        return Drop.survey(file.toPath(), encoding);
    }

    /** Forgets a drop that came to an end and was moved; a file of its name is a new one. */
    public void settle(String fileName) {
        sightings.remove(fileName);
        retries.remove(fileName);
    }

    /**
     * Lets a drop wait that could not be loaded for no fault of its own, longer each time.
     *
     * @param endpoint that failed, where Camel knows it
     */
    public void putOff(String fileName, Throwable cause, @Nullable String endpoint) {
        if (Files.notExists(folder.resolve(fileName))) {
            settle(fileName);
            log.info("{}: has left the inbox; another daemon took it, or somebody removed it", fileName);
            return;
        }
        Retry retry = retries.merge(fileName, retryAfter(1), (old, ignored) -> retryAfter(old.tries() + 1));
        log.warn(
                "{}: try {} failed: {}; the drop stays in the inbox and is tried again in {} s",
                fileName,
                retry.tries(),
                Cause.describe(cause, endpoint),
                pause(retry.tries()).toSeconds());
    }

    private static Retry retryAfter(int tries) {
        return new Retry(tries, System.nanoTime() + pause(tries).toNanos());
    }

    private static Duration pause(int tries) {
        Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(tries - 1, 10));
        return doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
    }

    /**
     * Waits until no drop is waiting or in hand, so that one refresh of the mart serves all of a burst. Not for ever:
     * where drops never cease, the mart is refreshed all the same.
     *
     * @param settleMillis how long to let more drops come before each look
     */
    public void awaitIdle(long settleMillis) throws InterruptedException {
        long giveUp = System.nanoTime() + LONGEST_WAIT.toNanos();
        do {
            Thread.sleep(settleMillis);
        } while (isBusy() && System.nanoTime() - giveUp < 0);
    }

    /** Whether drops are waiting or in hand. Files that keep growing, and those put off, do not count. */
    public boolean isBusy() {
        long now = System.nanoTime();
        List<String> waiting = waiting();
        sightings.keySet().retainAll(waiting);
        retries.keySet().retainAll(waiting);
        unseen.keySet().retainAll(waiting);
        return waiting.stream().anyMatch(name -> {
            Sighting sighting = sightings.get(name);
            if (sighting == null) {
                // New since the last poll, or a name that camel-file never offers.
                return now - unseen.computeIfAbsent(name, n -> now) < GROWS_FOR_LONG.toNanos();
            }
            boolean growing = now - sighting.firstNanos() > GROWS_FOR_LONG.toNanos()
                    && now - sighting.sinceNanos() < steadyFor.toNanos();
            return !growing && !retries.containsKey(name);
        });
    }

    private List<String> waiting() {
        return waitingIn(folder).stream().filter(wanted).toList();
    }

    /** Names of the files that lie in an inbox to be taken, now or later, in the order they are taken. */
    public static List<String> waitingIn(Path inbox) {
        if (Files.notExists(inbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(inbox)) {
            return files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .map(Drop::fileName)
                    .filter(Inbox::isFinished)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isTaken(String fileName) {
        return isFinished(fileName) && wanted.test(fileName);
    }

    /** Whether a name is not one of those that are left alone: hidden, or that of an unfinished upload. */
    public static boolean isFinished(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        return !lower.startsWith(".") && UNFINISHED.stream().noneMatch(lower::endsWith);
    }
}
