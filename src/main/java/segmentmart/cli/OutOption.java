package segmentmart.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine.Option;
import segmentmart.export.Format;
import segmentmart.export.OutFile;
import segmentmart.export.RowWriter;

/** Where rows go to, and how they are written. */
final class OutOption {
    private static final String OUT = "--out";

    @Option(
            names = "--format",
            paramLabel = "csv|excel|jsonl",
            description = "How rows are written (default: as --out ends, else csv); excel is CSV with semicolons, "
                    + "decimal commas and a byte order mark, as Excel opens it where Russian is set.")
    private @Nullable Format format;

    @Option(
            names = OUT,
            paramLabel = "FILE",
            description = "File to write, which is there only once it is complete (default: standard output).")
    private @Nullable Path file;

    @Option(names = "--overwrite", description = "Replace the file if it is there already.")
    private boolean overwrite;

    @Option(
            names = "--exact",
            description = "Leave text as it is in CSV. Otherwise text that begins with = + - @, a tab or a carriage "
                    + "return gets an apostrophe in front, lest a spreadsheet run it.")
    private boolean exact;

    @Option(names = "--bom", description = "Begin CSV with a byte order mark, by which Excel knows that it is UTF-8.")
    private boolean bom;

    /** The file; null for standard output. */
    @Nullable
    Path file() {
        return file;
    }

    Format format() {
        return format != null ? format : file != null ? Format.of(file) : Format.CSV;
    }

    /** Refuses a file that may not be written over, before anything is asked. */
    void refuseTaken() {
        if (file != null) {
            refuseTaken(file, overwrite, OUT);
        }
    }

    /** The same of any file, which another option names. */
    static void refuseTaken(Path file, boolean overwrite, String option) {
        try {
            OutFile.refuseTaken(file, overwrite);
        } catch (IOException e) {
            throw Refusal.ofTarget(file, e, option);
        }
    }

    /**
     * Has rows written, until the process is asked to end.
     *
     * @return how many
     */
    long write(Signals signals, ToLongFunction<RowWriter> rows) {
        return file == null ? toStandardOutput(signals, rows) : toFile(file, signals, rows);
    }

    private long toFile(Path target, Signals signals, ToLongFunction<RowWriter> rows) {
        try (OutFile out = OutFile.begin(target, overwrite)) {
            long written = write(out.writer(), signals, rows);
            out.complete();
            out.publish();
            return written;
        } catch (UncheckedIOException | IOException e) {
            throw Refusal.ofTarget(target, e, OUT);
        } catch (CancellationException | DataAccessException e) {
            throw signals.brokenOff(e, target + " was not written");
        }
    }

    private long toStandardOutput(Signals signals, ToLongFunction<RowWriter> rows) {
        // Unlike System.out it says when nobody reads any more.
        Writer plain = new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));
        Writer out = StandardOutput.isTerminal() ? new TerminalWriter(plain) : plain;
        try {
            return write(out, signals, rows);
        } catch (UncheckedIOException | IOException e) {
            throw new Ended(
                    StandardOutput.failed(String.valueOf(Refusal.causeOf(e).getMessage())));
        } catch (CancellationException | DataAccessException e) {
            throw signals.brokenOff(e, "what was written is not complete");
        }
    }

    private long write(Writer out, Signals signals, ToLongFunction<RowWriter> rows) throws IOException {
        if (format() == Format.EXCEL || (bom && format() == Format.CSV)) {
            out.write(RowWriter.BYTE_ORDER_MARK);
        }
        return rows.applyAsLong(new RowWriter(format(), exact, out, signals::isAsked));
    }
}
