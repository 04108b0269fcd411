package segmentmart.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.springframework.dao.DataAccessException;
import segmentmart.export.Extract;
import segmentmart.export.Format;
import segmentmart.export.OutFile;
import segmentmart.export.Published;
import segmentmart.export.RowWriter;

/**
 * The relations of analysis as CSV files, all of one moment: all of them are written, or none.
 *
 * @param folder gets {@code NAME.csv} for each
 */
record ReportTables(Path folder, boolean overwrite) {
    private static final String OPTION = "--csv";

    /** Refuses files that may not be written over, before anything is asked. */
    void refuseTaken() {
        Extract.ANALYSIS.forEach(relation -> OutOption.refuseTaken(file(relation), overwrite, OPTION));
    }

    /** Writes them, and tells how many rows each has. */
    void write(Session session) {
        String told = Extract.ofOneMoment(session.database().pool(), extract -> {
            Published published = extract.published();
            Standing.warn(published);
            return Terminal.table(write(extract, session.signals()))
                    + Terminal.plain(folder + ": " + Standing.of(published) + System.lineSeparator());
        });
        System.out.print(told);
    }

    private List<List<String>> write(Extract extract, Signals signals) {
        List<List<String>> told = new ArrayList<>(List.of(List.of("file", "rows")));
        List<OutFile> files = new ArrayList<>();
        int published = 0;
        try {
            for (String relation : Extract.ANALYSIS) {
                OutFile out = OutFile.begin(file(relation), overwrite);
                files.add(out);
                out.writer().write(RowWriter.BYTE_ORDER_MARK);
                long rows =
                        extract.write(relation, null, new RowWriter(Format.CSV, false, out.writer(), signals::isAsked));
                out.complete();
                told.add(List.of(relation + ".csv", String.format(Locale.ROOT, "%,d", rows)));
            }
            refuseTaken();
            for (OutFile out : files) {
                out.publish();
                published++;
            }
        } catch (UncheckedIOException | IOException e) {
            if (published > 0) {
                throw new Refusal(
                        ExitCode.FILES,
                        folder + ": only the first " + published + " of " + files.size() + " files got their names: "
                                + Refusal.causeOf(e).getMessage() + "; mend that, and write them with --overwrite");
            }
            throw Refusal.ofTarget(folder, e, OPTION);
        } catch (CancellationException | DataAccessException e) {
            throw signals.brokenOff(e, folder + ": nothing was written");
        } finally {
            files.forEach(ReportTables::close);
        }
        return told;
    }

    private Path file(String relation) {
        return folder.resolve(relation + ".csv");
    }

    private static void close(OutFile out) {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
