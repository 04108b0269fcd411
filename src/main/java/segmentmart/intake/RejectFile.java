package segmentmart.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.intake.Checked.Reject;

/**
 * Writes the rejected records of a load to {@code inbox/rejected}, in the format and encoding of the drop, so that
 * they can be corrected there and dropped again. Records of a snapshot get the client_id that their number gave them.
 * Until the load is committed the file ends in the microsecond in which the load began, and {@code .inprogress}: a
 * PostgreSQL that crashes forgets which numbers it gave to loads that had not committed, and gives them to others.
 */
public final class RejectFile {
    private static final Logger log = LoggerFactory.getLogger(RejectFile.class);

    private static final Set<@Nullable String> COMMON_DELIMITERS = Set.of(",", ";", "\t");
    private static final Pattern UNFINISHED =
            Pattern.compile("(?<name>.*\\.rejected-(?<load>\\d{1,18})\\.[^.]+)\\.(?<begun>\\d{1,18})\\.inprogress");

    private final Filing filing;
    private final Path folder;
    private final Fates fates;

    /** What became of a load. */
    public enum Fate {
        COMMITTED,
        ROLLED_BACK,
        UNDER_WAY
    }

    /** Tells what became of the load that began with a number at a time, from where the truth is. */
    public interface Fates {
        Fate of(long loadId, Instant startedAt);
    }

    public RejectFile(Path inbox, Fates fates) {
        this.fates = fates;
        this.filing = new Filing(inbox);
        this.folder = inbox.resolve("rejected");
    }

    /** Adds rejects of a load under way. */
    public void append(Reading reading, long loadId, List<Reject> rejects) throws IOException {
        Files.createDirectories(folder);
        Path file = unfinished(reading.drop(), loadId);
        boolean isNew = Files.notExists(file);
        Charset charset = reading.drop().encoding().charset();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        if (isNew) {
            lines.write(head(reading, charset));
        }
        for (Reject reject : rejects) {
            if (reject.isWhole()) {
                lines.write(Text.original(line(reading, reject) + "\n", charset));
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer rest = ByteBuffer.wrap(lines.toByteArray());
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            // It must not be less durable than the commit that follows.
            channel.force(false);
        }
    }

    private static byte[] head(Reading reading, Charset charset) {
        String bom = reading.drop().bomBytes() > 0 ? "\ufeff" : "";
        if (reading.drop().name().format() == Format.JSONL) {
            return bom.getBytes(charset);
        }
        String column = reading.isSnapshot() ? Field.CLIENT_ID.word() + reading.delimiter() : "";
        String separator = COMMON_DELIMITERS.contains(reading.delimiter()) ? "" : "sep=" + reading.delimiter() + "\n";
        return (bom + separator + column + reading.header() + "\n").getBytes(charset);
    }

    private static String line(Reading reading, Reject reject) {
        if (!reading.isSnapshot()) {
            return reject.raw();
        }
        if (reading.drop().name().format() == Format.CSV) {
            return reject.number() + reading.delimiter() + reject.raw();
        }
        String object = Text.strip(reject.raw());
        if (!object.startsWith("{")) {
            return reject.raw();
        }
        String rest = Text.strip(object.substring(1));
        return "{\"client_id\":" + reject.number() + (rest.equals("}") ? "" : ",") + rest;
    }

    /**
     * Ends the files of loads that have ended, here or in a process that was killed: that of a committed load gets its
     * name, that of a rolled-back one goes. Files of loads under way are left alone, whoever runs them.
     */
    public void settle() throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            Matcher unfinished = UNFINISHED.matcher(Drop.fileName(file));
            if (unfinished.matches() && Files.exists(file)) {
                Instant begun = Instant.EPOCH.plus(Long.parseLong(unfinished.group("begun")), ChronoUnit.MICROS);
                settle(file, unfinished.group("name"), fates.of(Long.parseLong(unfinished.group("load")), begun));
            }
        }
    }

    private void settle(Path file, String name, Fate fate) {
        try {
            if (fate == Fate.COMMITTED) {
                filing.place(file, null, "rejected", name);
            } else if (fate == Fate.ROLLED_BACK) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            log.debug("{}: another daemon has given it its name", name);
        } catch (IOException e) {
            // The records are in staging.rejected_record; the drop need not wait for this.
            log.warn("{}: cannot be ended yet, it is tried again: {}", name, Cause.describe(e, null));
        }
    }

    private Path unfinished(Drop drop, long loadId) {
        long begun = ChronoUnit.MICROS.between(Instant.EPOCH, drop.pickedUpAt());
        return folder.resolve(drop.name().rejectFileName(loadId) + "." + begun + ".inprogress");
    }
}
