package segmentmart.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import segmentmart.database.Questions;
import segmentmart.intake.DropName;

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

    /** The parameters of {@code rejects.sql}; refuses a drop or load that is not in the ledger. */
    Map<String, @Nullable Object> parameters(Questions questions) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        boolean isLoad = subject != null && subject.matches("\\d{1,18}");
        parameters.put("load_id", isLoad ? Long.valueOf(subject) : null);
        parameters.put("drop_identity", subject == null || isLoad ? null : DropName.identityOf(subject));
        if (subject != null && questions.rows("loads_of", parameters).isEmpty()) {
            throw new Refusal(
                    ExitCode.NOT_FOUND,
                    (isLoad ? "load " : "drop ") + subject
                            + " is not in the ledger; segment-mart status --last 100 shows the loads that are");
        }
        parameters.put("is_all", all);
        return parameters;
    }
}
