package segmentmart.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.text.StringEscapeUtils;

/** A page of HTML that loads and runs nothing; its look is memo.css beside this class. For one thread. */
final class HtmlPage implements Page {
    /** Invisible characters that no text needs: controls, and those that turn the direction of writing. */
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069]");

    private static final String STYLE = style();

    /** All that a browser may use is this style. */
    private static final String POLICY = "default-src 'none'; style-src 'sha256-"
            + Base64.encodeBase64String(DigestUtils.sha256(STYLE)) + "'; base-uri 'none'; form-action 'none'";

    private final String language;
    private final StringBuilder body = new StringBuilder();
    private String title = "Segment Mart";
    private int sections;
    private boolean isInList;

    /**
     * A page to be written.
     *
     * @param language its tag, such as {@code ru}
     */
    HtmlPage(String language) {
        this.language = language;
    }

    private static String style() {
        try (InputStream in = Objects.requireNonNull(HtmlPage.class.getResourceAsStream("memo.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void title(String text) {
        title = text;
        add("<h1>%s</h1>", text);
    }

    @Override
    public void section(String text) {
        endSection();
        sections++;
        body.append("<section aria-labelledby=\"section-%1$d\">%n<h2 id=\"section-%1$d\">".formatted(sections))
                .append(escaped(text))
                .append("</h2>\n");
    }

    @Override
    public void lead(String text) {
        add("<p class=\"lead\">%s</p>", text);
    }

    @Override
    public void paragraph(String text) {
        add("<p>%s</p>", text);
    }

    @Override
    public void item(String text) {
        if (!isInList) {
            body.append("<ul>\n");
            isInList = true;
        }
        body.append("<li>").append(escaped(text)).append("</li>\n");
    }

    @Override
    public void detail(String text) {
        add("<p class=\"detail\">%s</p>", text);
    }

    @Override
    public void table(List<List<String>> rows) {
        table(List.of(), rows);
    }

    @Override
    public void table(List<String> groups, List<List<String>> rows) {
        endList();
        // It scrolls where the screen is narrow, also by keyboard.
        body.append(
                "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-labelledby=\"section-%d\"><table>\n<thead>\n"
                        .formatted(sections));
        List<String> heads = rows.get(0);
        if (!groups.isEmpty()) {
            int columns = (heads.size() - 1) / groups.size();
            body.append("<tr><td></td>");
            groups.forEach(group -> body.append("<th scope=\"colgroup\" colspan=\"%d\">".formatted(columns))
                    .append(escaped(group))
                    .append("</th>"));
            body.append("</tr>\n");
        }
        body.append("<tr>");
        heads.forEach(
                head -> body.append("<th scope=\"col\">").append(escaped(head)).append("</th>"));
        body.append("</tr>\n</thead>\n<tbody>\n");
        rows.subList(1, rows.size()).forEach(this::row);
        body.append("</tbody>\n</table></div>\n");
    }

    private void row(List<String> cells) {
        body.append("<tr><th scope=\"row\">").append(escaped(cells.get(0))).append("</th>");
        cells.subList(1, cells.size())
                .forEach(cell -> body.append("<td>").append(escaped(cell)).append("</td>"));
        body.append("</tr>\n");
    }

    private void add(String element, String text) {
        endList();
        body.append(element.formatted(escaped(text))).append('\n');
    }

    private void endList() {
        body.append(isInList ? "</ul>\n" : "");
        isInList = false;
    }

    private void endSection() {
        endList();
        body.append(sections > 0 ? "</section>\n" : "");
    }

    private static String escaped(String text) {
        return StringEscapeUtils.escapeXml10(CONTROL.matcher(text).replaceAll("\uFFFD"));
    }

    @Override
    public String text() {
        endSection();
        sections = 0;
        return """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(language, POLICY, escaped(title), STYLE, body);
    }
}
