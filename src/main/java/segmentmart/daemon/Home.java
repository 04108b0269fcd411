package segmentmart.daemon;

import java.nio.file.Path;

/**
 * The folder that everything of one installation lies in.
 *
 * @param root absolute
 */
public record Home(Path root) {
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** What operators tune. */
    public Path routes() {
        return root.resolve("routes");
    }

    public Path sql() {
        return routes().resolve("sql");
    }

    public Path properties() {
        return routes().resolve("application.properties");
    }

    /** What the product keeps for itself. */
    public Path data() {
        return root.resolve("data");
    }

    public Path postgres() {
        return data().resolve("postgres");
    }
}
