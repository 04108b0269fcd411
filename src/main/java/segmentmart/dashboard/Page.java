package segmentmart.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The files of the page, as they lie beside this class, and the library of charts. Safe for many threads. */
public final class Page {
    private static final String FOLDER = "segmentmart/dashboard/page/";
    private static final String CHARTS = "META-INF/resources/webjars/echarts/";
    private static final String CHARTS_FILE = "echarts.esm.min.js";

    private final Map<String, Asset> assets = new HashMap<>();

    /** Reads all files, so that what is asked for is only looked up. */
    public Page() {
        PathMatchingResourcePatternResolver files = new PathMatchingResourcePatternResolver();
        try {
            for (Resource file : files.getResources("classpath:" + FOLDER + "**/*.*")) {
                put(file.getURL().getPath().replaceFirst(".*" + FOLDER, ""), file);
            }
            for (Resource file : files.getResources("classpath:" + CHARTS + "*/" + CHARTS_FILE)) {
                put(CHARTS_FILE, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String name, Resource file) throws IOException {
        assets.put(name, new Asset(name, file.getContentAsByteArray()));
    }

    /** Answers the page itself, whatever its view. */
    public void index(Exchange exchange) {
        answer(exchange, "index.html");
    }

    /** Answers a file of it, by its path behind {@code /assets/}. */
    public void asset(Exchange exchange) {
        answer(
                exchange,
                exchange.getMessage()
                        .getHeader(Exchange.HTTP_PATH, "", String.class)
                        .replaceFirst("^/?(assets/)?", ""));
    }

    private void answer(Exchange exchange, String name) {
        Message message = exchange.getMessage();
        String known = message.getHeader("If-None-Match", "", String.class);
        boolean takesGzip =
                message.getHeader("Accept-Encoding", "", String.class).contains("gzip");
        message.removeHeaders("*");
        Asset asset = assets.get(name);
        if (asset == null) {
            throw Problem.notFound("the page has no file \"" + name + "\": load it anew");
        }
        message.setHeader("ETag", asset.tag());
        message.setHeader("Cache-Control", "no-cache");
        message.setHeader("Vary", "Accept-Encoding");
        if (known.contains(asset.tag())) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 304);
            message.setBody(null);
            return;
        }
        message.setHeader("Content-Type", asset.type());
        if (takesGzip) {
            message.setHeader("Content-Encoding", "gzip");
        }
        message.setBody(takesGzip ? asset.packed() : asset.content());
    }
}
