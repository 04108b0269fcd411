package segmentmart.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    public Path properties() {
        return routes().resolve("application.properties");
    }

    /** Gives the home a copy of these routes, and of the example of settings that lies beside them. */
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
        Path example = from.resolveSibling(".env.example");
        if (Files.exists(example)) {
            Files.copy(example, root.resolve(".env.example"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What the product keeps for itself. */
    public Path data() {
        return root.resolve("data");
    }

    /** The revisions of the routes that ran here. */
    public Path revisions() {
        return data().resolve("routes");
    }

    public Path postgres() {
        return data().resolve("postgres");
    }
}
