package segmentmart.intake;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where drops go when they came to an end: {@code done/<date>/} or {@code failed/}. Nothing is ever overwritten. */
public final class Filing {
    private static final Logger log = LoggerFactory.getLogger(Filing.class);

    private static final String ERROR_TEXT = ".error.txt";

    private final Path inbox;

    public Filing(Path inbox) {
        this.inbox = inbox;
    }

    /** Where a loaded or duplicate drop goes, relative to the inbox. */
    public String done(File drop) {
        return free("done/" + LocalDate.now(java.time.ZoneId.systemDefault()), drop.getName());
    }

    /** Where a failed drop goes, relative to the inbox. */
    public String failed(File drop) {
        return free("failed", drop.getName());
    }

    /** Where a file of rejected records goes, relative to the inbox. */
    String rejected(String fileName) {
        return free("rejected", fileName);
    }

    /** The first name that is not taken: {@code x.csv}, {@code x-2.csv} … */
    private String free(String folder, String name) {
        int dot = name.indexOf('.', 1);
        String stem = dot < 0 ? name : name.substring(0, dot);
        String end = dot < 0 ? "" : name.substring(dot);
        String candidate = folder + "/" + DropName.fit(stem, end, ERROR_TEXT.length());
        for (int n = 2; isTaken(candidate); n++) {
            candidate = folder + "/" + DropName.fit(stem, "-" + n + end, ERROR_TEXT.length());
        }
        return candidate;
    }

    private boolean isTaken(String relative) {
        return Files.exists(inbox.resolve(relative)) || Files.exists(inbox.resolve(relative + ERROR_TEXT));
    }

    /**
     * Writes the {@code .error.txt} beside where a failed drop is about to go.
     *
     * @param filedAs as {@link #failed} answered
     */
    public void explain(String filedAs, File drop, Throwable cause) throws IOException {
        log.error("{}: failed: {}; {} -> {}", drop.getName(), fact(cause), cure(cause), filedAs);
        Path file = inbox.resolve(filedAs + ERROR_TEXT);
        Files.createDirectories(file.resolveSibling("."));
        String text = drop.getName() + ": " + fact(cause) + ".\n\nWhat to do: " + cure(cause) + ".\n\n"
                + "Nothing of it was loaded. The file lies beside this one, as it was.\n" + details(cause);
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The ledger columns of a failed drop that can be told, however little of it was understood. */
    public Map<String, @Nullable Object> failure(File file, @Nullable Drop drop, Throwable cause) {
        Map<String, @Nullable Object> row = new HashMap<>();
        Instant pickedUpAt = drop != null ? drop.pickedUpAt() : Instant.now();
        DropName name = drop != null ? drop.name() : DropName.ofOrNull(file.getName());
        row.put("drop_name", file.getName());
        row.put("drop_identity", DropName.identityOf(file.getName()));
        row.put("kind", name == null ? null : name.kind().word());
        row.put("format", name == null ? null : name.format().word());
        row.put("encoding", drop != null ? drop.encoding().word() : null);
        row.put("sha256", drop != null ? drop.sha256() : null);
        row.put("bytes", drop != null ? drop.bytes() : Inbox.sizeOf(file.toPath()));
        row.put(
                "file_modified_at",
                Instant.ofEpochMilli(file.lastModified())
                        .truncatedTo(ChronoUnit.MICROS)
                        .toString());
        row.put("started_at", pickedUpAt.toString());
        row.put("error", fact(cause) + "; " + cure(cause));
        return row;
    }

    private static String details(Throwable cause) {
        return Cause.root(cause) instanceof DropRefused refused && !refused.details().isEmpty()
                ? "\n" + String.join("\n", refused.details()) + "\n"
                : "";
    }

    private static String fact(Throwable cause) {
        return Text.storable(String.valueOf(Cause.root(cause).getMessage()).strip());
    }

    private static String cure(Throwable cause) {
        return Cause.root(cause) instanceof DropRefused refused
                ? refused.cure()
                : "this is not known to be the drop's fault: see the log, and drop the file again";
    }
}
