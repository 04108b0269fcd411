package segmentmart.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoutesHealthTest {
    @Test
    void eachRouteThatIsShippedIsMissedWhereItDoesNotRun() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".camel.yaml") && !name.startsWith("errors."))
                            .map(name -> name.replace(".camel.yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(RoutesHealth.SHIPPED);
        }
    }
}
