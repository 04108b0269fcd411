package segmentmart.intake;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import segmentmart.intake.Checked.Reject;

/**
 * Writes the rejected records of a load to {@code inbox/rejected}, in the format and encoding of the drop, so that
 * they can be corrected there and dropped again. Records of a snapshot get the client_id that their number gave them.
 * Until the load is committed the file ends in {@code .inprogress}.
 */
public final class RejectFile {
    private static final Logger log = LoggerFactory.getLogger(RejectFile.class);
    private static final String UNFINISHED = ".inprogress";
    private static final Pattern OF_LOAD = Pattern.compile(".*\\.rejected-(\\d{1,18})\\.[^.]+\\.inprogress");

    private final Filing filing;
    private final Path folder;

    public RejectFile(Path inbox) {
        this.filing = new Filing(inbox);
        this.folder = inbox.resolve("rejected");
    }

    /** Adds rejects of a load under way. */
    public void append(Reading reading, long loadId, List<Reject> rejects) throws IOException {
        Files.createDirectories(folder);
        Path file = unfinished(reading.drop(), loadId);
        boolean isNew = Files.notExists(file);
        Charset charset = reading.drop().encoding().writtenBack().charset();
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            if (isNew) {
                out.write(head(reading, charset));
            }
            for (Reject reject : rejects) {
                if (reject.isWhole()) {
                    out.write(Text.original(line(reading, reject) + "\n", charset));
                }
            }
        }
    }

    private static byte[] head(Reading reading, Charset charset) {
        String bom = charset.equals(StandardCharsets.UTF_8) && reading.drop().bomBytes() > 0 ? "\ufeff" : "";
        if (reading.drop().name().format() == Format.JSONL) {
            return bom.getBytes(charset);
        }
        String column = reading.isSnapshot() ? Field.CLIENT_ID.word() + reading.delimiter() : "";
        return (bom + column + reading.header() + "\n").getBytes(charset);
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

    /** Gives the file its name, once the load is committed. Returns whether there is one. */
    public boolean keep(Drop drop, long loadId) throws IOException {
        return keep(unfinished(drop, loadId));
    }

    private boolean keep(Path unfinished) throws IOException {
        if (Files.notExists(unfinished)) {
            return false;
        }
        String name = Drop.fileName(unfinished);
        String target = filing.rejected(name.substring(0, name.length() - UNFINISHED.length()));
        Files.move(unfinished, folder.resolveSibling(target));
        return true;
    }

    /** Removes what a load wrote that was rolled back; nothing where it did not get as far as a drop and a load. */
    public void discard(@Nullable Drop drop, @Nullable Long loadId) throws IOException {
        if (drop != null && loadId != null) {
            Files.deleteIfExists(unfinished(drop, loadId));
        }
    }

    /** Ends what a killed daemon left: files of committed loads get their names, the others go. */
    public void recover(LongPredicate isLoaded) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = OF_LOAD.matcher(Drop.fileName(file));
                if (!name.matches()) {
                    continue;
                }
                if (isLoaded.test(Long.parseLong(name.group(1)))) {
                    keep(file);
                } else {
                    Files.delete(file);
                    log.info("{}: removed, its load was cut off and rolled back", file);
                }
            }
        }
    }

    private Path unfinished(Drop drop, long loadId) {
        return folder.resolve(drop.name().rejectFileName(loadId) + UNFINISHED);
    }
}
