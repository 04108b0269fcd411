package segmentmart.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Findings as a page, of text or HTML, in Russian or English. For one thread. */
public final class Memo {
    /** One case of a thousand lies beyond, on either side: see hypotheses.sql. */
    private static final double ENOUGH_DEVIATIONS = Math.sqrt(2 * Math.log(2000));

    private final Wording wording;
    private final Page page;

    private Memo(Wording wording, Page page) {
        this.wording = wording;
        this.page = page;
    }

    /**
     * A memo to be written as text.
     *
     * @param locale Russian, or anything else for English
     */
    public Memo(Locale locale) {
        this(new Wording(locale), new TextPage());
    }

    /** The same as one HTML file that needs no other. */
    public static Memo html(Locale locale) {
        Wording wording = new Wording(locale);
        return new Memo(wording, new HtmlPage(wording.language()));
    }

    /** Writes what was found; answers itself. */
    public Memo of(Findings findings) {
        Map<String, @Nullable Object> publication = findings.publication();
        if (publication == null) {
            page.lead(wording.say("none"));
            return this;
        }
        head(publication, findings);
        segments(findings.segments());
        campaign(findings.campaign(), findings.segments());
        hypotheses(findings.hypotheses());
        engagement(findings.months(), findings.migration());
        quality(findings.quality());
        return this;
    }

    /** Adds how offers fared; answers itself. */
    public Memo withBacktest(Map<String, @Nullable Object> backtest) {
        page.section(wording.say("backtest"));
        long n = number(backtest, "n");
        Object month = backtest.get("month");
        if (month == null || n == 0) {
            page.paragraph(
                    month == null
                            ? wording.say("backtest.none")
                            : wording.say("backtest.nobody", wording.month(month)));
            return this;
        }
        page.paragraph(wording.say("backtest.n", wording.month(month), n));
        if (Boolean.TRUE.equals(backtest.get("is_partial"))) {
            page.paragraph(wording.say("backtest.partial"));
        }
        long hits = number(backtest, "hits");
        long rival = number(backtest, "hits_by_probability");
        page.paragraph(wording.say("backtest.hits", hits, wording.percent((double) hits / n)));
        page.paragraph(wording.say("backtest.rival", rival, wording.percent((double) rival / n)));
        long both = number(backtest, "hits_by_both");
        // Of those whom just one of the two was right for: as of tosses of a coin.
        double margin = ENOUGH_DEVIATIONS * Math.sqrt(hits + rival - 2.0 * both);
        page.paragraph(wording.say(Math.abs(hits - rival) > margin ? "backtest.beyond" : "backtest.chance"));
        return this;
    }

    /** The page so far. */
    public String text() {
        return page.text();
    }

    private void head(Map<String, @Nullable Object> publication, Findings findings) {
        Object asOf = publication.get("as_of_date");
        String title = wording.say("title", asOf == null ? wording.say("nothing_used") : wording.day(asOf));
        page.title(title);
        page.lead(wording.say(
                "published",
                publication.get("publication_id"),
                wording.moment(publication.get("finished_at")),
                publication.get("clients"),
                publication.get("clients_without_products"),
                publication.get("uses")));
        if (publication.get("refresh_error") != null) {
            page.lead(wording.say("stale", publication.get("refresh_error")));
        }
        if (publication.get("warnings") instanceof List<?> warnings) {
            warnings.forEach(warning -> page.lead(explained(String.valueOf(warning))));
        }
        if (number(findings.quality(), "future_uses") > 0) {
            page.lead(wording.say(
                    "quality.future",
                    number(findings.quality(), "future_uses"),
                    String.join(", ", findings.futureDrops())));
        }
        if (number(publication, "restated") > 0) {
            page.lead(wording.say("restated", number(publication, "restated")));
        }
    }

    /** What a check warns of, in words where there are some for it. */
    private String explained(String warning) {
        String key = "warning." + warning.split(" ", 2)[0];
        return wording.has(key) ? wording.say(key) : wording.say("warnings", warning);
    }

    private void segments(List<Map<String, @Nullable Object>> segments) {
        page.section(wording.say("segments"));
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(
                wording.say("segment"),
                wording.say("clients"),
                wording.say("share"),
                wording.say("median_revenue"),
                wording.say("mean_revenue"),
                wording.say("days")));
        for (Map<String, @Nullable Object> row : segments) {
            table.add(List.of(
                    text(row, "client_segment"),
                    wording.whole(number(row, "clients")),
                    wording.percent(decimal(row, "share")),
                    wording.roubles(row.get("median_revenue")),
                    wording.roubles(row.get("mean_revenue")),
                    wording.plain(decimal(row, "median_days_since_last_use"))));
        }
        page.table(table);
    }

    private void campaign(Findings.Campaign campaign, List<Map<String, @Nullable Object>> segments) {
        if (campaign.segment() == null) {
            return;
        }
        page.section(wording.say("campaign", campaign.segment()));
        page.paragraph(wording.say("campaign.products"));
        for (Map<String, @Nullable Object> row : campaign.products()) {
            page.item(wording.say(
                    "campaign.product", row.get("segment_rank"), row.get("product_name"), number(row, "clients")));
        }
        page.paragraph(wording.say("campaign.offers", number(segments.get(0), "clients")));
        for (Map<String, @Nullable Object> row : campaign.offers()) {
            page.item(
                    (row.get("offer") == null
                            ? wording.say("campaign.nothing", number(row, "clients"))
                            : wording.say("campaign.offer", row.get("offer"), number(row, "clients"))));
        }
        Map<String, @Nullable Object> example = campaign.example();
        if (example != null) {
            page.paragraph(wording.say(
                    "campaign.example",
                    example.get("client_name"),
                    String.valueOf(example.get("client_id")),
                    quoted(example.get("products")),
                    quoted(List.of(text(example, "offer")))));
        }
    }

    private static String quoted(@Nullable Object products) {
        return products instanceof List<?> list
                ? list.stream().map(product -> "«" + product + "»").collect(Collectors.joining(", "))
                : "";
    }

    private void hypotheses(List<Map<String, @Nullable Object>> hypotheses) {
        page.section(wording.say("hypotheses"));
        for (Map<String, @Nullable Object> row : hypotheses) {
            page.paragraph(row.get("hypothesis") + ". " + wording.say("hypothesis." + row.get("hypothesis")) + ": "
                    + wording.say("verdict." + row.get("verdict")) + ".");
            page.detail(row.get("sentence_" + wording.language()) + " (" + wording.say("n", number(row, "n")) + ")");
        }
    }

    private void engagement(List<Map<String, @Nullable Object>> months, List<Map<String, @Nullable Object>> migration) {
        if (months.isEmpty()) {
            return;
        }
        page.section(wording.say("engagement"));
        Set<String> segments = months.stream()
                .map(row -> text(row, "client_segment"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<List<String>> table = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(wording.say("month")));
        head.addAll(segments);
        head.addAll(segments);
        table.add(head);
        boolean partial = false;
        for (int i = 0; i < months.size(); i += segments.size()) {
            List<Map<String, @Nullable Object>> ofMonth = months.subList(i, i + segments.size());
            boolean isPartial = Boolean.TRUE.equals(ofMonth.get(0).get("is_partial"));
            partial |= isPartial;
            List<String> line =
                    new ArrayList<>(List.of(wording.month(ofMonth.get(0).get("month")) + (isPartial ? "*" : "")));
            for (String column : List.of("clients_active", "clients_ever")) {
                ofMonth.forEach(row -> line.add(wording.whole(number(row, column))));
            }
            table.add(line);
        }
        page.table(List.of(wording.say("active"), wording.say("ever")), table);
        if (partial) {
            page.paragraph(wording.say("partial"));
        }
        migration.forEach(this::moves);
    }

    private void moves(Map<String, @Nullable Object> moved) {
        page.paragraph(wording.say(
                "active.moves",
                wording.month(moved.get("from_month")),
                wording.month(moved.get("to_month")),
                moved.get("came"),
                moved.get("went"),
                moved.get("more"),
                moved.get("less")));
    }

    private void quality(Map<String, @Nullable Object> quality) {
        page.section(wording.say("quality"));
        List<String> notes = new ArrayList<>();
        if (number(quality, "orphan_uses") > 0) {
            notes.add(
                    wording.say("quality.orphans", number(quality, "orphan_uses"), number(quality, "orphan_clients")));
        }
        if (number(quality, "open_rejects") > 0) {
            notes.add(wording.say("quality.rejects", number(quality, "open_rejects")));
        }
        if (notes.isEmpty() && number(quality, "future_uses") == 0) {
            notes.add(wording.say("quality.clean"));
        }
        if (number(quality, "loads_not_in_mart") > 0) {
            notes.add(wording.say("quality.waiting", number(quality, "loads_not_in_mart")));
        }
        notes.forEach(note -> page.paragraph(note));
    }

    private static long number(Map<String, @Nullable Object> row, String column) {
        return row.get(column) instanceof Number number ? number.longValue() : 0;
    }

    private static double decimal(Map<String, @Nullable Object> row, String column) {
        return row.get(column) instanceof Number number ? number.doubleValue() : 0;
    }

    private static String text(Map<String, @Nullable Object> row, String column) {
        return String.valueOf(row.get(column));
    }
}
