package segmentmart.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import segmentmart.lineage.ClientSearch;
import segmentmart.lineage.Explanation;
import segmentmart.lineage.Rejects;

/**
 * Answers that take more than one statement, as JSON. Each takes the parameters of its operation. Safe for many threads.
 */
public final class Answers {
    /** Also as the page writes it. */
    private static final Pattern ID = Pattern.compile("[№#]?\\s*0*([1-9]\\d{0,9})");

    /** Of the text of a reject: the whole is in its file. */
    private static final int RAW_CHARACTERS = 2_000;

    private final DataSource database;

    public Answers(DataSource database) {
        this.database = database;
    }

    /** A page of the clients that a search finds. */
    public String clients(Map<String, @Nullable Object> asked) {
        String sought = text(asked, "search").strip();
        int limit = number(asked, "limit");
        Matcher id = ID.matcher(sought);
        if (id.matches()) {
            // Nobody is called so.
            return Json.of(page("clients", byId(id.group(1), asked), null));
        }
        ClientSearch search = new ClientSearch(sought, (String) asked.get("segment"), number(asked, "after"));
        List<Map<String, @Nullable Object>> found = search.first(limit + 1, database);
        List<Map<String, @Nullable Object>> shown = found.subList(0, Math.min(limit, found.size()));
        return Json.of(page(
                "clients", shown, found.size() > limit ? shown.get(limit - 1).get("client_id") : null));
    }

    private List<Map<String, @Nullable Object>> byId(String id, Map<String, @Nullable Object> asked) {
        long number = Long.parseLong(id);
        if (number <= number(asked, "after") || number > Integer.MAX_VALUE) {
            return List.of();
        }
        Object segment = asked.get("segment");
        return ClientSearch.byId((int) number, database).stream()
                .filter(client -> segment == null || segment.equals(client.get("client_segment")))
                .toList();
    }

    /** Why a client is in his segment, or not in the mart. */
    public String client(Map<String, @Nullable Object> asked) {
        int id = number(asked, "client_id");
        Explanation explanation = Explanation.of(database, id, number(asked, "most"));
        if (explanation == null) {
            throw Problem.notFound("client " + id
                    + ": no drop names him or holds a use of him; check the id, or search by words of the name");
        }
        return Json.of(explanation);
    }

    /** A page of the records that were set aside, and how many there are for each reason. */
    public String rejects(Map<String, @Nullable Object> asked) {
        int limit = number(asked, "limit");
        int offset = number(asked, "offset");
        return Rejects.ofOneMoment(database, askedRejects(asked), rejects -> {
            refuseUnknown(rejects, asked);
            List<Map<String, @Nullable Object>> rows = rejects.rows(limit + 1, offset, RAW_CHARACTERS);
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put("codes", rejects.codes());
            answer.putAll(page(
                    "rejects",
                    rows.subList(0, Math.min(limit, rows.size())),
                    rows.size() > limit ? offset + limit : null));
            return Json.of(answer);
        });
    }

    static Rejects.Asked askedRejects(Map<String, @Nullable Object> asked) {
        return new Rejects.Asked((Long) asked.get("load_id"), null, Boolean.TRUE.equals(asked.get("all")));
    }

    static void refuseUnknown(Rejects rejects, Map<String, @Nullable Object> asked) {
        if (!rejects.isKnown()) {
            throw Problem.notFound("load " + asked.get("load_id") + " is not in the ledger; see /api/loads");
        }
    }

    private static Map<String, @Nullable Object> page(String name, Object rows, @Nullable Object next) {
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put(name, rows);
        page.put("next", next);
        return page;
    }

    private static String text(Map<String, @Nullable Object> asked, String name) {
        return (String) Objects.requireNonNull(asked.get(name));
    }

    private static int number(Map<String, @Nullable Object> asked, String name) {
        return Math.toIntExact((Long) Objects.requireNonNull(asked.get(name)));
    }
}
