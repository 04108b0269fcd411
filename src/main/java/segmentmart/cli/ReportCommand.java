package segmentmart.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import segmentmart.export.OutFile;
import segmentmart.report.Findings;
import segmentmart.report.Memo;

/** What the mart says, as a page of text or HTML, or as tables; beside a daemon or without one. */
@Command(
        name = "report",
        description = "Tell what the mart says: segments, a campaign, hypotheses, engagement by month, data quality.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    private static final String HTML = "--html";

    /** Languages of the memo. */
    enum Language {
        RU,
        EN
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--lang", paramLabel = "ru|en", description = "Language of the text (default: that of the system).")
    private @Nullable Language language;

    @Option(
            names = "--backtest",
            description = "Also hide the newest month and tell how often the offer was what the client then took.")
    private boolean backtest;

    @Option(
            names = HTML,
            paramLabel = "FILE",
            description = "Write the text as a page of HTML that needs no other file.")
    private @Nullable Path html;

    @Option(
            names = "--csv",
            paramLabel = "DIR",
            description =
                    "Write the relations the text is drawn from, each as NAME.csv, safe to open in a spreadsheet.")
    private @Nullable Path csv;

    @Option(names = "--overwrite", description = "Replace files that are there already.")
    private boolean overwrite;

    @Override
    public Integer call() throws Exception {
        refuseMisuse();
        ReportTables tables = csv == null ? null : new ReportTables(csv, overwrite);
        if (tables != null) {
            tables.refuseTaken();
        }
        if (html != null) {
            OutOption.refuseTaken(html, overwrite, HTML);
        }
        try (Session session = Session.open(option, "report")) {
            if (tables != null) {
                tables.write(session);
            } else {
                tell(session.database().pool());
            }
            return ExitCode.OK;
        }
    }

    private void refuseMisuse() {
        if (Stream.of(json.isOn(), html != null, csv != null)
                        .filter(asked -> asked)
                        .count()
                > 1) {
            throw misuse("--json, --html and --csv are three forms of the report: give one of them");
        }
        if (backtest && csv != null) {
            throw misuse("--backtest adds to the text, and --csv writes none: leave one of them out");
        }
    }

    private ParameterException misuse(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private void tell(DataSource database) {
        Findings findings = Findings.read(database);
        Map<String, @Nullable Object> fared = backtest ? Findings.backtest(database) : null;
        if (json.isOn()) {
            Map<String, @Nullable Object> report = new LinkedHashMap<>();
            report.put("findings", findings);
            if (fared != null) {
                report.put("backtest", fared);
            }
            json.print(report);
            return;
        }
        Locale locale = language == null
                ? Locale.getDefault()
                : Locale.forLanguageTag(language.name().toLowerCase(Locale.ROOT));
        Memo memo = (html == null ? new Memo(locale) : Memo.html(locale)).of(findings);
        String page = (fared == null ? memo : memo.withBacktest(fared)).text();
        if (html == null) {
            System.out.print(Terminal.plain(page));
        } else {
            write(html, page);
        }
    }

    private void write(Path file, String page) {
        try (OutFile out = OutFile.begin(file, overwrite)) {
            out.writer().write(page);
            out.complete();
            out.publish();
        } catch (IOException e) {
            throw Refusal.ofTarget(file, e, HTML);
        }
        System.out.println(Terminal.plain(file + ": written"));
    }
}
