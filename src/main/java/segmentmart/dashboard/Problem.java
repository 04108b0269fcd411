package segmentmart.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;

/** Why a request is not answered, for whoever made it. */
public final class Problem extends RuntimeException {
    /** Of the answer that tells it. */
    public static final String CONTENT_TYPE = "application/problem+json";

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    /**
     * A problem.
     *
     * @param status of HTTP
     * @param title its kind, in a few words
     * @param detail subject, fact, value and cure
     */
    public Problem(int status, String title, String detail) {
        super(detail);
        this.status = status;
        this.title = title;
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "The request is not understood", detail);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "There is no such thing", detail);
    }

    public int status() {
        return status;
    }

    /** As RFC 9457 writes it. */
    public String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", title);
        members.put("status", status);
        members.put("detail", getMessage());
        return Json.of(members);
    }
}
