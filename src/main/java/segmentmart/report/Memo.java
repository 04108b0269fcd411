package segmentmart.report;

import java.sql.Date;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Findings as a page of text, in Russian or English. For one thread. */
public final class Memo {
    /** One case of a thousand lies beyond, on either side: see hypotheses.sql. */
    private static final double ENOUGH_DEVIATIONS = Math.sqrt(2 * Math.log(2000));

    private final ResourceBundle words;
    private final Locale locale;
    private final Page page = new Page();

    /**
     * A memo to be written.
     *
     * @param locale Russian, or anything else for English
     */
    public Memo(Locale locale) {
        this.locale = locale.getLanguage().equals("ru") ? Locale.forLanguageTag("ru-RU") : Locale.ENGLISH;
        this.words = ResourceBundle.getBundle(
                Memo.class.getPackageName() + ".memo",
                this.locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Writes what was found; answers itself. */
    public Memo of(Findings findings) {
        Map<String, @Nullable Object> publication = findings.publication();
        if (publication == null) {
            page.paragraph(0, say("none"));
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
        page.section(say("backtest"));
        long n = number(backtest, "n");
        Object month = backtest.get("month");
        if (month == null || n == 0) {
            page.paragraph(2, month == null ? say("backtest.none") : say("backtest.nobody", month(month)));
            return this;
        }
        page.paragraph(2, say("backtest.n", month(month), n));
        if (Boolean.TRUE.equals(backtest.get("is_partial"))) {
            page.paragraph(2, say("backtest.partial"));
        }
        long hits = number(backtest, "hits");
        long rival = number(backtest, "hits_by_probability");
        page.paragraph(2, say("backtest.hits", hits, percent((double) hits / n)));
        page.paragraph(2, say("backtest.rival", rival, percent((double) rival / n)));
        long both = number(backtest, "hits_by_both");
        // Of those whom just one of the two was right for: as of tosses of a coin.
        double margin = ENOUGH_DEVIATIONS * Math.sqrt(hits + rival - 2.0 * both);
        page.paragraph(2, say(Math.abs(hits - rival) > margin ? "backtest.beyond" : "backtest.chance"));
        return this;
    }

    /** The text so far. */
    public String text() {
        return page.text();
    }

    private void head(Map<String, @Nullable Object> publication, Findings findings) {
        Object asOf = publication.get("as_of_date");
        String title = say("title", asOf == null ? say("nothing_used") : day(asOf));
        page.title(title);
        page.paragraph(
                0,
                say(
                        "published",
                        publication.get("publication_id"),
                        moment(publication.get("finished_at")),
                        publication.get("clients"),
                        publication.get("clients_without_products"),
                        publication.get("uses")));
        if (publication.get("refresh_error") != null) {
            page.paragraph(0, say("stale", publication.get("refresh_error")));
        }
        if (publication.get("warnings") instanceof List<?> warnings) {
            warnings.forEach(warning -> page.paragraph(0, explained(String.valueOf(warning))));
        }
        if (number(findings.quality(), "future_uses") > 0) {
            page.paragraph(
                    0,
                    say(
                            "quality.future",
                            number(findings.quality(), "future_uses"),
                            String.join(", ", findings.futureDrops())));
        }
        if (number(publication, "restated") > 0) {
            page.paragraph(0, say("restated", number(publication, "restated")));
        }
    }

    /** What a check warns of, in words where there are some for it. */
    private String explained(String warning) {
        String key = "warning." + warning.split(" ", 2)[0];
        return words.containsKey(key) ? say(key) : say("warnings", warning);
    }

    private void segments(List<Map<String, @Nullable Object>> segments) {
        page.section(say("segments"));
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(
                say("segment"), say("clients"), say("share"), say("median_revenue"), say("mean_revenue"), say("days")));
        for (Map<String, @Nullable Object> row : segments) {
            table.add(List.of(
                    text(row, "client_segment"),
                    whole(number(row, "clients")),
                    percent(decimal(row, "share")),
                    roubles(row, "median_revenue"),
                    roubles(row, "mean_revenue"),
                    plain(decimal(row, "median_days_since_last_use"))));
        }
        page.table(table);
    }

    private void campaign(Findings.Campaign campaign, List<Map<String, @Nullable Object>> segments) {
        if (campaign.segment() == null) {
            return;
        }
        page.section(say("campaign", campaign.segment()));
        page.paragraph(2, say("campaign.products"));
        for (Map<String, @Nullable Object> row : campaign.products()) {
            page.paragraph(
                    4,
                    say("campaign.product", row.get("segment_rank"), row.get("product_name"), number(row, "clients")));
        }
        page.paragraph(2, say("campaign.offers", number(segments.get(0), "clients")));
        for (Map<String, @Nullable Object> row : campaign.offers()) {
            page.paragraph(
                    4,
                    (row.get("offer") == null
                            ? say("campaign.nothing", number(row, "clients"))
                            : say("campaign.offer", row.get("offer"), number(row, "clients"))));
        }
        Map<String, @Nullable Object> example = campaign.example();
        if (example != null) {
            page.paragraph(
                    2,
                    say(
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
        page.section(say("hypotheses"));
        for (Map<String, @Nullable Object> row : hypotheses) {
            page.paragraph(
                    2,
                    row.get("hypothesis") + ". " + say("hypothesis." + row.get("hypothesis")) + ": "
                            + say("verdict." + row.get("verdict")) + ".");
            page.paragraph(5, row.get("sentence_" + locale.getLanguage()) + " (" + say("n", number(row, "n")) + ")");
        }
    }

    private void engagement(List<Map<String, @Nullable Object>> months, List<Map<String, @Nullable Object>> migration) {
        if (months.isEmpty()) {
            return;
        }
        page.section(say("engagement"));
        Set<String> segments = months.stream()
                .map(row -> text(row, "client_segment"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<List<String>> table = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(say("month")));
        head.addAll(segments);
        head.addAll(segments);
        table.add(head);
        boolean partial = false;
        for (int i = 0; i < months.size(); i += segments.size()) {
            List<Map<String, @Nullable Object>> ofMonth = months.subList(i, i + segments.size());
            boolean isPartial = Boolean.TRUE.equals(ofMonth.get(0).get("is_partial"));
            partial |= isPartial;
            List<String> line = new ArrayList<>(List.of(month(ofMonth.get(0).get("month")) + (isPartial ? "*" : "")));
            for (String column : List.of("clients_active", "clients_ever")) {
                ofMonth.forEach(row -> line.add(whole(number(row, column))));
            }
            table.add(line);
        }
        page.table(List.of(say("active"), say("ever")), table);
        if (partial) {
            page.paragraph(2, say("partial"));
        }
        migration.forEach(this::moves);
    }

    private void moves(Map<String, @Nullable Object> moved) {
        page.paragraph(
                2,
                say(
                        "active.moves",
                        month(moved.get("from_month")),
                        month(moved.get("to_month")),
                        moved.get("came"),
                        moved.get("went"),
                        moved.get("more"),
                        moved.get("less")));
    }

    private void quality(Map<String, @Nullable Object> quality) {
        page.section(say("quality"));
        List<String> notes = new ArrayList<>();
        if (number(quality, "orphan_uses") > 0) {
            notes.add(say("quality.orphans", number(quality, "orphan_uses"), number(quality, "orphan_clients")));
        }
        if (number(quality, "open_rejects") > 0) {
            notes.add(say("quality.rejects", number(quality, "open_rejects")));
        }
        if (notes.isEmpty() && number(quality, "future_uses") == 0) {
            notes.add(say("quality.clean"));
        }
        if (number(quality, "loads_not_in_mart") > 0) {
            notes.add(say("quality.waiting", number(quality, "loads_not_in_mart")));
        }
        notes.forEach(note -> page.paragraph(2, note));
    }

    private String say(String key, @Nullable Object... figures) {
        return new MessageFormat(words.getString(key), locale).format(figures);
    }

    private String whole(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    private String plain(double number) {
        return NumberFormat.getInstance(locale).format(number);
    }

    private String percent(double share) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        return format.format(share);
    }

    private String roubles(Map<String, @Nullable Object> row, String column) {
        return row.get(column) == null ? "—" : whole(Math.round(decimal(row, column))) + " ₽";
    }

    private String day(@Nullable Object date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(date(date));
    }

    private static String month(@Nullable Object date) {
        return DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT).format(date(date));
    }

    private static LocalDate date(@Nullable Object date) {
        return date instanceof Date sql ? sql.toLocalDate() : LocalDate.parse(String.valueOf(date));
    }

    private static String moment(@Nullable Object at) {
        return at instanceof java.sql.Timestamp timestamp
                ? DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                        .format(timestamp.toInstant().atZone(ZoneId.systemDefault()))
                : String.valueOf(at);
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
