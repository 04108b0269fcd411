package segmentmart.intake;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Decides which files of the inbox are taken, and when: complete ones, steady in size and modification time over
 * polls, and not those that have just failed for no fault of theirs. Asked by camel-file at each poll; safe for many
 * threads.
 */
public final class Inbox implements GenericFileFilter<File>, PollingConsumerPollStrategy {
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private static final Pattern CORRECTION = Pattern.compile("(\\.rejected-\\d+)+");
    /** The name of the drop in hand, as log collectors have it. */
    private static final String DROP = "drop";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Path folder;
    private final @Nullable TextEncoding encoding;
    private final Predicate<String> wanted;
    private final Sightings sightings;
    private final Retries retries = new Retries();
    private final Set<Kind> unproven;
    private final Map<String, String> inHand = new ConcurrentHashMap<>();
    private final Arrivals arrivals;
    private volatile boolean ending;

    /** Thrown for a file that was offered before it had to wait. */
    private static final class Held extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * An inbox over a folder.
     *
     * @param steadyFor how long a file must have stayed the same before it is taken
     * @param renamedSteadyFor how long, if its times say that it was renamed after it had been written
     * @param encoding forced upon all drops; null to tell it from each
     * @param unproven whether the routes have loaded nothing yet, so that what fails may fail because of them
     * @param wanted tells the names that are taken at all; the other files are left to somebody else
     */
    public Inbox(
            Path folder,
            Duration steadyFor,
            Duration renamedSteadyFor,
            @Nullable TextEncoding encoding,
            Predicate<String> wanted,
            boolean unproven) {
        this.folder = folder;
        this.encoding = encoding;
        this.wanted = wanted;
        this.unproven = unproven ? EnumSet.allOf(Kind.class) : EnumSet.noneOf(Kind.class);
        this.arrivals = new Arrivals(folder);
        this.sightings = new Sightings(steadyFor, renamedSteadyFor, arrivals);
    }

    /** Files first seen in one poll become steady in one poll, so that they are taken in the order of their names. */
    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        sightings.beginPoll();
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        // Each drop has its own way from here.
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        log.warn("{} cannot be looked at, it is tried again: {}", folder, Cause.describe(cause, null));
        return false;
    }

    @Override
    public boolean accept(GenericFile<File> candidate) {
        if (ending
                || candidate.isDirectory()
                || !isTaken(candidate.getFileNameOnly())
                || inHand.containsKey(sameDrop(candidate.getFileNameOnly()))) {
            return false;
        }
        String name = candidate.getFileNameOnly();
        Path path = folder.resolve(name);
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                && sightings.isSteady(path, candidate.getFileLength(), candidate.getLastModified())
                && retries.mayTry(name);
    }

    /**
     * Reserves an accepted file, on the thread that polls, in the order of the names.
     *
     * @return false where another file of the same drop is in hand; then it is offered again when that has ended
     */
    public boolean reserve(File file) {
        return inHand.putIfAbsent(sameDrop(file.getName()), file.getName()) == null;
    }

    /** Whether a file is of a kind whose drops are loaded one after the other. */
    public boolean isOfClients(File file) {
        DropName name = DropName.ofOrNull(file.getName());
        return name != null && name.kind() == Kind.CLIENTS;
    }

    /** What files have in common that may not be loaded side by side: versions of a drop, and corrections of it. */
    private static String sameDrop(String fileName) {
        return CORRECTION.matcher(DropName.identityOf(fileName)).replaceAll("");
    }

    /**
     * Takes up a file that was reserved.
     *
     * @return what it looks like; each later step makes sure that it still does
     * @throws IOException also if the file is no longer what it was when it was accepted
     */
    public Stamp takeUp(File file) throws IOException {
        MDC.put(DROP, file.getName());
        if (ending || retries.isHeld(file.getName())) {
            throw new Held();
        }
        Stamp stamp = Stamp.of(file.toPath());
        if (!sightings.isAsLast(file.getName(), stamp)) {
            throw new IOException(file.getName() + " is still being written");
        }
        return stamp;
    }

    /** Lets go of a reserved file, whatever came of it. */
    public void letGo(File file) {
        MDC.remove(DROP);
        inHand.remove(sameDrop(file.getName()), file.getName());
    }

    /** Looks a file through that was taken up. */
    public Drop survey(File file, Stamp stamp) throws IOException {
        return Drop.survey(file.toPath(), stamp, encoding);
    }

    /** Makes sure that a file is still the one that was taken up, before it is called bad. */
    public void stillThere(File file, Stamp stamp) throws IOException {
        if (!Stamp.of(file.toPath()).equals(stamp)) {
            throw new IOException(file.getName() + " was changed while it was read");
        }
    }

    /** Forgets a drop that came to an end and was moved; a file of its name is a new one. */
    public void settle(String fileName) {
        sightings.forget(fileName);
        if (retries.ended(fileName)) {
            log.info("the database can be used again; the drops that waited for it are loaded");
        }
    }

    /**
     * Lets a drop wait that could not be loaded for no known fault of its own, longer each time.
     *
     * @param endpoint that failed, where Camel knows it
     * @return the parameters of {@code record_wait.sql}; null where there is nothing to record
     */
    public @Nullable Map<String, Object> putOff(File file, Throwable cause, @Nullable String endpoint) {
        String name = file.getName();
        if (Cause.root(cause) instanceof Held) {
            return null;
        }
        Stamp stamp;
        try {
            stamp = Stamp.of(file.toPath());
        } catch (IOException e) {
            sightings.forget(name);
            retries.left(name);
            log.info(
                    "{}: has left the inbox; another daemon took it, or somebody removed it ({})",
                    name,
                    Cause.describe(cause, endpoint));
            return null;
        }
        String reason = Cause.describe(cause, endpoint);
        if (ending) {
            log.warn(
                    "{}: was not finished ({}); it stays in the inbox, to be loaded then, or only moved if it was loaded",
                    name,
                    reason);
            return null;
        }
        Fault fault = Fault.of(cause);
        Retries.Wait wait = retries.failed(name, fault, reason);
        log.warn(
                fault == Fault.DATABASE
                        ? "{}: cannot be loaded now, nor can others, try {}: {}; they are left in the inbox, one is tried again in {} s"
                        : "{}: try {} failed: {}; it is left in the inbox and tried again in {} s",
                name,
                wait.tries(),
                reason,
                wait.pause().toSeconds());
        if (fault == Fault.DATABASE) {
            return null;
        }
        return Map.of(
                "drop_name",
                name,
                "bytes",
                stamp.bytes(),
                "file_modified_at",
                stamp.modifiedAt().toString(),
                "counts",
                fault == Fault.UNKNOWN && isProven(name),
                "error",
                reason);
    }

    /** Whether the routes have loaded a drop of this kind, so that one which fails does not fail because of them. */
    private boolean isProven(String fileName) {
        DropName name = DropName.ofOrNull(fileName);
        synchronized (unproven) {
            return name == null || !unproven.contains(name.kind());
        }
    }

    /** Takes note of a drop that was loaded: the routes can load those of its kind. */
    public void loaded(String fileName) {
        DropName name = DropName.ofOrNull(fileName);
        if (name != null) {
            synchronized (unproven) {
                unproven.remove(name.kind());
            }
        }
        settle(fileName);
    }

    /** What is said of a drop that has been tried often enough. */
    public DropRefused giveUp(int tries, Map<String, Object> wait) {
        return new DropRefused(
                "%d tries to load it failed, with the database in order; the last: %s"
                        .formatted(tries, wait.get("error")),
                "see the log for what it is about; mend the file, or the routes, and drop it again");
    }

    /** Why drops wait after a failed try: by name, or under the empty name for all of them. */
    public Map<String, String> waits() {
        retries.retain(waiting());
        return retries.reasons();
    }

    /** Takes no more files. */
    public void end() {
        ending = true;
    }

    /**
     * Waits until no drop is waiting or in hand, so that one refresh of the mart serves all of a burst. Not for ever:
     * where drops never cease, or the daemon is to end, the mart is refreshed all the same.
     *
     * @param settleMillis how long to let more drops come before each look
     */
    public void awaitIdle(long settleMillis) throws InterruptedException {
        long giveUp = System.nanoTime() + LONGEST_WAIT.toNanos();
        do {
            Thread.sleep(settleMillis);
        } while (!ending && isBusy() && System.nanoTime() - giveUp < 0);
    }

    /** Whether drops are waiting or in hand. Files that keep growing, and those put off, do not count. */
    public boolean isBusy() {
        List<String> waiting = waiting();
        sightings.retain(waiting);
        retries.retain(waiting);
        return waiting.stream().anyMatch(name -> sightings.isAwaited(name) && !retries.isWaiting(name));
    }

    private List<String> waiting() {
        return InboxFiles.waitingIn(folder).stream().filter(wanted).toList();
    }

    /**
     * What lies in the inbox to be loaded.
     *
     * @param oldestAge since the first of them came under its name; zero where there is none
     */
    public record Backlog(int drops, Duration oldestAge) {}

    /** What lies in the inbox now, what is being loaded among it. */
    public Backlog backlog() {
        List<String> names = waiting();
        Instant now = Instant.now();
        Instant oldest = names.stream()
                .map(name -> arrivals.since(folder.resolve(name)))
                .min(Comparator.naturalOrder())
                .orElse(now);
        return new Backlog(names.size(), oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now));
    }

    private boolean isTaken(String fileName) {
        return InboxFiles.isFinished(fileName) && wanted.test(fileName);
    }
}
