package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.TestHome;
import segmentmart.generate.FullNames;
import segmentmart.generate.Generator;
import segmentmart.generate.NamesUnusable;
import segmentmart.report.Findings;
import segmentmart.report.Memo;

/** What docs/analysing.md shows is what the demo data give. Run with -Ddocs.write to have it written. */
class AnalysingIT {
    private static final Path DOCS = Path.of("docs", "analysing.md");
    private static final Pattern QUERY =
            Pattern.compile("```sql\\n(.*?)```\\n(?:\\n```\\n(.*?)```\\n)?", Pattern.DOTALL);
    private static final Pattern MEMO =
            Pattern.compile("(```sh\\nbin/segment-mart report.*?```\\n)(?:\\n```\\n(.*?)```\\n)?", Pattern.DOTALL);
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d");

    @BeforeAll
    static void loadTheDemo(@TempDir Path root, @TempDir Path folder) throws IOException, NamesUnusable {
        Generator.Target target = Generator.Target.in(folder, ".csv", false);
        new Generator(DemoCommand.PLAN, FullNames.read(null, null, null)).write(target, rows -> {});
        try (TestHome home = TestHome.start(root, TestDatabase.empty(), Map.of())) {
            home.drop(target.clients());
            home.drop(target.usage());
            home.daemon().refresh(false);
        }
    }

    @AfterAll
    static void leaveNothing() {
        TestDatabase.empty();
    }

    @Test
    void answersAreThoseOfTheDemoData() throws IOException {
        String docs = Files.readString(DOCS);
        String told = QUERY.matcher(docs)
                .replaceAll(query -> Matcher.quoteReplacement(
                        "```sql\n" + query.group(1) + "```\n\n```\n" + answer(query.group(1)) + "```\n"));
        told = MEMO.matcher(told)
                .replaceAll(
                        shown -> Matcher.quoteReplacement(shown.group(1) + "\n```\n" + memo(Locale.ENGLISH) + "```\n"));
        if (System.getProperty("docs.write") != null) {
            Files.writeString(DOCS, told);
        }
        assertThat(MOMENT.matcher(docs).replaceAll("WHEN"))
                .isEqualTo(MOMENT.matcher(told).replaceAll("WHEN"));
    }

    @Test
    void memoIsOnePageInRussianToo() {
        assertThat(memo(Locale.forLanguageTag("ru")))
                .contains("Сегменты клиентов, данные на 30 июня 2025")
                .contains("КАМПАНИЯ ДЛЯ СЕГМЕНТА «1 продукт»")
                .contains("1. Клиенты с одним продуктом менее активны в последнее время: данные подтверждают.")
                .doesNotContain("{", "null");
        assertThat(memo(Locale.forLanguageTag("ru")).lines().count()).isLessThan(60);
    }

    private static String memo(Locale locale) {
        var database = TestDatabase.get().pool();
        return new Memo(locale)
                .of(Findings.read(database))
                .withBacktest(Findings.backtest(database))
                .text();
    }

    private static String answer(String query) {
        return TestDatabase.jdbc().sql(query).query(rows -> {
            List<List<String>> table = new ArrayList<>();
            List<String> heads = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                heads.add(rows.getMetaData().getColumnLabel(i));
            }
            table.add(heads);
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= heads.size(); i++) {
                    String value = rows.getString(i);
                    row.add(value == null ? "" : value);
                }
                table.add(row);
            }
            return Terminal.table(table);
        });
    }
}
