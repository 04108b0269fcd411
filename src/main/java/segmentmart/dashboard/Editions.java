package segmentmart.dashboard;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Tells whether a reader has an answer already: what follows from a publication alone is the same until the next one.
 * Safe for many threads.
 */
public final class Editions {
    private static final int NOT_MODIFIED = 304;

    private final String version;

    /**
     * Editions of a product, which may answer otherwise in another version.
     *
     * @param version of the product
     */
    public Editions(String version) {
        this.version = version;
    }

    /**
     * Gives an answer its ETag, out of the number and moment of the publication in the header {@code edition}; where the
     * reader has that one, answers so and ends the route.
     */
    public void compare(Exchange exchange) {
        Message message = exchange.getMessage();
        Object edition = message.removeHeader("edition");
        if (edition == null) {
            return;
        }
        String tag = "\"" + version + "-" + edition + "\"";
        message.setHeader("ETag", tag);
        if (exchange.getProperty(Contract.KNOWN_EDITIONS, "", String.class).contains(tag)) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, NOT_MODIFIED);
            message.setHeader("Cache-Control", "no-cache");
            message.setBody(null);
            exchange.setRouteStop(true);
        }
    }
}
