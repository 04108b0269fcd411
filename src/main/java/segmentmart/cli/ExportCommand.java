package segmentmart.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import segmentmart.export.Extract;
import segmentmart.export.Published;

/** The mart, or what follows from it, as CSV or JSON lines; beside a daemon or without one. */
@Command(
        name = "export",
        description = "Write the mart, or a relation of analysis, as CSV or JSON lines.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--relation",
            paramLabel = "NAME",
            description = "What to write, of data_mart (default: ${DEFAULT-VALUE}); client_offers with --segment is "
                    + "the list of a campaign.")
    private String relation = Extract.MART;

    @Option(names = "--segment", paramLabel = "NAME", description = "Only rows of this segment.")
    private @Nullable String segment;

    @Mixin
    private OutOption out = new OutOption();

    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws Exception {
        refuseMisuse();
        out.refuseTaken();
        try (Session session = Session.open(option, "export")) {
            return Extract.ofOneMoment(session.database().pool(), extract -> {
                refuseUnknown(extract.segments());
                Published published = extract.published();
                Standing.warn(published);
                long rows = out.write(session.signals(), writer -> extract.write(relation, segment, writer));
                if (out.file() != null) {
                    tell(rows, published);
                }
                return ExitCode.OK;
            });
        }
    }

    private void refuseMisuse() {
        if (!Extract.exists(relation)) {
            throw misuse("--relation " + relation + ": there is no such relation for readers, but " + Extract.MART
                    + ", " + String.join(", ", Extract.ANALYSIS));
        }
        if (segment != null && !Extract.isBySegment(relation)) {
            throw misuse("--segment: the rows of " + relation + " are of no one segment; leave it out");
        }
        if (json.isOn() && out.file() == null) {
            throw misuse("--json tells about a file, so it needs --out FILE; rows as JSON are --format jsonl");
        }
    }

    private ParameterException misuse(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private void refuseUnknown(List<String> segments) {
        if (segment != null && !segments.contains(segment)) {
            throw new Refusal(
                    ExitCode.NOT_FOUND,
                    "the mart has no segment \"" + segment + "\"; it has "
                            + (segments.isEmpty() ? "none yet" : "\"" + String.join("\", \"", segments) + "\""));
        }
    }

    private void tell(long rows, Published published) {
        if (json.isOn()) {
            Map<String, @Nullable Object> report = new LinkedHashMap<>();
            report.put("relation", relation);
            report.put("segment", segment);
            report.put("file", String.valueOf(out.file()));
            report.put("format", out.format().word());
            report.put("rows", rows);
            report.putAll(Standing.report(published));
            json.print(report);
        } else {
            System.out.println(Terminal.plain(String.format(
                    Locale.ROOT, "%s: %,d rows of %s, %s", out.file(), rows, relation, Standing.of(published))));
        }
    }
}
