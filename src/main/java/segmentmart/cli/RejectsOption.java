package segmentmart.cli;

import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import segmentmart.intake.DropName;
import segmentmart.lineage.Rejects;

/** Which rejects are asked for. */
final class RejectsOption {
    @Parameters(
            arity = "0..1",
            paramLabel = "DROP|LOAD",
            description = "Of all loads of this drop, or of the load of this number (default: of all).")
    private @Nullable String subject;

    @Option(
            names = "--all",
            description = "Also those that were corrected since, and those of loads that count no more.")
    private boolean all;

    boolean isAll() {
        return all;
    }

    /** Reads them; refuses a drop or load that is not in the ledger. */
    <T> T read(DataSource database, Function<Rejects, T> reading) {
        boolean isLoad = subject != null && subject.matches("\\d{1,18}");
        Rejects.Asked asked = new Rejects.Asked(
                isLoad ? Long.valueOf(subject) : null,
                subject == null || isLoad ? null : DropName.identityOf(subject),
                all);
        return Rejects.ofOneMoment(database, asked, rejects -> {
            if (!rejects.isKnown()) {
                throw new Refusal(
                        ExitCode.NOT_FOUND,
                        (isLoad ? "load " : "drop ") + subject
                                + " is not in the ledger; segment-mart status --last 100 shows the loads that are");
            }
            return reading.apply(rejects);
        });
    }
}
