package segmentmart.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import segmentmart.dashboard.Problem;

/**
 * Stands before all routes. Whoever asks must know the daemon by an address, or by a name that is its own: a page of
 * another site that has its own name point here gets nothing. What changes anything is refused to pages of other
 * sites. And browsers are told to run nothing here but the page's own. Safe for many threads.
 */
final class Guard implements Handler<RoutingContext> {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    /** Asked by what knows the daemon by any name, and of no use to a page. */
    private static final Pattern FOR_MACHINES = Pattern.compile("/(health/.*|metrics)");

    private static final long LONGEST_REST_MILLIS = 10_000;

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final List<String> names;

    /**
     * A guard of a daemon.
     *
     * @param names by which it is asked, beside localhost and addresses
     */
    Guard(List<String> names) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        HostAndPort asked = request.authority();
        String host = asked == null ? "" : asked.host();
        if (!FOR_MACHINES.matcher(context.normalizedPath()).matches() && !isOwn(host)) {
            refuse(
                    context,
                    new Problem(
                            421,
                            "This is not the name of this server",
                            "host \"" + host
                                    + "\" is not known here: ask by address or as localhost, or add the name to"
                                    + " http.hosts"));
        } else if (!READING.contains(request.method()) && isOfOtherSite(request, String.valueOf(asked))) {
            refuse(
                    context,
                    new Problem(
                            403,
                            "Pages of other sites may change nothing here",
                            "the request comes from " + request.getHeader("Origin") + ": use the page of this server"));
        } else {
            context.next();
        }
    }

    private boolean isOwn(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || ADDRESS.matcher(name).matches() || names.contains(name);
    }

    /** By what browsers say of themselves; what is no browser says nothing, and does as it is told by whoever runs it. */
    private static boolean isOfOtherSite(HttpServerRequest request, String authority) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !isOf(origin, authority);
    }

    private static boolean isOf(String origin, String authority) {
        try {
            return authority.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Answers with a problem, whatever of the request is still to come: that is read and forgotten for some seconds, as
     * clients that are cut off while they send take no note of the answer.
     */
    static void refuse(RoutingContext context, Problem problem) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        if (!request.isEnded()) {
            // HTTP/2 has no such header, and ends nothing but the request.
            if (request.version() != HttpVersion.HTTP_2) {
                response.putHeader("Connection", "close");
            }
            request.handler(forgotten -> {}).resume();
            context.vertx().setTimer(LONGEST_REST_MILLIS, late -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
        }
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.CONTENT_TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(problem.json());
    }
}
