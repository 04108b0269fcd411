package segmentmart.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import segmentmart.report.Findings;
import segmentmart.report.Memo;

/** What the mart says, as a page of text; beside a daemon or without one. */
@Command(
        name = "report",
        description = "Tell what the mart says: segments, a campaign, hypotheses, engagement by month, data quality.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    /** Languages of the memo. */
    enum Language {
        RU,
        EN
    }

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

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open(option, "report")) {
            DataSource database = session.database().pool();
            Findings findings = Findings.read(database);
            Map<String, @Nullable Object> fared = backtest ? Findings.backtest(database) : null;
            if (json.isOn()) {
                Map<String, @Nullable Object> report = new LinkedHashMap<>();
                report.put("findings", findings);
                if (fared != null) {
                    report.put("backtest", fared);
                }
                json.print(report);
            } else {
                Memo memo = new Memo(
                                language == null
                                        ? Locale.getDefault()
                                        : Locale.forLanguageTag(language.name().toLowerCase(Locale.ROOT)))
                        .of(findings);
                System.out.print(Terminal.plain((fared == null ? memo : memo.withBacktest(fared)).text()));
            }
            return ExitCode.OK;
        }
    }
}
