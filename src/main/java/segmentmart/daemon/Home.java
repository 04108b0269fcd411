package segmentmart.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

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

    /** Gives the home a copy of these routes. */
    public void ship(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = routes().resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** What the product keeps for itself. */
    public Path data() {
        return root.resolve("data");
    }

    public Path postgres() {
        return data().resolve("postgres");
    }
}
