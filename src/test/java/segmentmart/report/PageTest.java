package segmentmart.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

class PageTest {
    private static String written(Page page) {
        page.title("Сегменты & <b>");
        page.lead("Публикация 1");
        page.section("КАМПАНИЯ");
        page.paragraph("Предложить:");
        page.item("Вклад: 2");
        page.item("<script>alert('x')</script>\u001b\u009b\u202e");
        page.detail("Итого \"3\"");
        page.table(
                List.of("за месяц", "всего"),
                List.of(List.of("месяц", "1 продукт", "1 продукт"), List.of("2025-05", "7", "9")));
        return page.text();
    }

    private static String htmlPage() {
        return written(new HtmlPage("ru"));
    }

    @Test
    void textShowsHeadingsListsAndTables() {
        assertThat(written(new TextPage())).startsWith("""
                Сегменты & <b>
                ==============
                Публикация 1

                КАМПАНИЯ
                  Предложить:
                    Вклад: 2
                """).endsWith("""
                     Итого "3"
                            за месяц      всего
                  месяц    1 продукт  1 продукт
                  2025-05          7          9
                """);
    }

    @Test
    void htmlShowsTheSame() {
        assertThat(htmlPage())
                .startsWith("<!doctype html>\n<html lang=\"ru\">\n<head>\n<meta charset=\"utf-8\">\n")
                .contains("<title>Сегменты &amp; &lt;b&gt;</title>", "<h1>Сегменты &amp; &lt;b&gt;</h1>")
                .contains("""
                        <section aria-labelledby="section-1">
                        <h2 id="section-1">КАМПАНИЯ</h2>
                        <p>Предложить:</p>
                        <ul>
                        <li>Вклад: 2</li>
                        """)
                .contains("<th scope=\"colgroup\" colspan=\"1\">за месяц</th>")
                .contains("<th scope=\"col\">месяц</th>")
                .contains("<tr><th scope=\"row\">2025-05</th><td>7</td><td>9</td></tr>")
                .endsWith("</section>\n</main>\n</body>\n</html>\n");
    }

    @Test
    void namesCannotWriteHtmlNorTurnTheText() {
        assertThat(htmlPage())
                .contains("<li>&lt;script&gt;alert(&apos;x&apos;)&lt;/script&gt;\uFFFD\uFFFD\uFFFD</li>")
                .doesNotContain("<script", "\u202e");
    }

    @Test
    void htmlLoadsNothingAndAllowsItsOwnStyleOnly() {
        String page = htmlPage();
        String style = group("<style>(.*)</style>", page);
        assertThat(group("style-src '([^']*)'", page))
                .isEqualTo("sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(style)));
        assertThat(page)
                .contains("content=\"default-src 'none'; style-src")
                .doesNotContain("src=", "href=", "url(", "@import", " style=", "http:", "https:");
    }

    private static String group(String pattern, String page) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
