package segmentmart.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** This build of Segment Mart. */
public final class Product {
    private Product() {}

    /** Its version, such as {@code 0.1.0}. */
    public static String version() {
        Properties build = new Properties();
        try (InputStream in = Product.class.getResourceAsStream("/segmentmart/build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version");
    }
}
