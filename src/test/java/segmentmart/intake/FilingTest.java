package segmentmart.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilingTest {
    @TempDir
    Path inbox;

    private final DropRefused reason = new DropRefused("it is bad", "mend it");
    private Filing filing;

    @BeforeEach
    void fileThere() {
        filing = new Filing(inbox);
    }

    private Path put(String text) throws IOException {
        return Files.writeString(inbox.resolve("clients.csv"), text);
    }

    @Test
    void secondFileOfANameGetsANumberAndNothingIsOverwritten() throws IOException {
        Path file = put("one");
        assertThat(filing.failed(file.toFile(), Stamp.of(file), reason)).isEqualTo("failed/clients.csv");
        put("two");
        assertThat(filing.failed(file.toFile(), Stamp.of(file), reason)).isEqualTo("failed/clients-2.csv");
        assertThat(inbox.resolve("failed/clients.csv")).hasContent("one");
        assertThat(inbox.resolve("failed/clients-2.csv")).hasContent("two");
        assertThat(inbox.resolve("failed/clients-2.csv.error.txt")).content().contains("it is bad", "mend it");
        assertThat(file).doesNotExist();
    }

    @Test
    void fileReplacedMeanwhileStaysInTheInbox() throws IOException {
        Path file = put("first");
        Stamp first = Stamp.of(file);
        put("another one");
        assertThatThrownBy(() -> filing.failed(file.toFile(), first, reason)).hasMessageContaining("was replaced");
        assertThat(file).hasContent("another one");
        assertThat(inbox.resolve("failed")).doesNotExist();
    }

    @Test
    void fileThatCannotArriveGoesBackToTheInbox() throws IOException {
        Path file = put("one");
        Files.writeString(inbox.resolve("failed"), "a file where the folder must be");
        assertThatThrownBy(() -> filing.failed(file.toFile(), Stamp.of(file), reason))
                .isInstanceOf(IOException.class);
        assertThat(file).hasContent("one");
        assertThat(inbox.resolve(".moving")).isEmptyDirectory();
    }

    @Test
    void moveCutOffBetweenTwoNamesFindsItsNameAgain() throws IOException {
        Path way = Files.createDirectories(inbox.resolve(".moving/way"));
        Path taken = Files.writeString(way.resolve("clients.csv"), "one");
        Path text = Files.writeString(way.resolve(".error.txt"), "why");
        Files.createDirectories(inbox.resolve("failed"));
        Files.createLink(inbox.resolve("failed/clients.csv"), taken);
        Files.createLink(inbox.resolve("failed/clients.csv.error.txt"), text);
        assertThat(filing.place(taken, text, "failed", "clients.csv")).isEqualTo("failed/clients.csv");
        assertThat(way).isEmptyDirectory();
        assertThat(inbox.resolve("failed/clients.csv")).hasContent("one");
        assertThat(inbox.resolve("failed/clients-2.csv")).doesNotExist();
    }

    @Test
    void moveCutOffBehindTheFileIsOver() throws IOException {
        Path way = Files.createDirectories(inbox.resolve(".moving/way"));
        Files.writeString(way.resolve(".error.txt"), "why");
        filing.tidy(Duration.ofSeconds(-1), (name, stamp) -> false);
        assertThat(inbox.resolve(".moving")).isEmptyDirectory();
        assertThat(inbox.resolve("failed")).doesNotExist();
    }

    @Test
    void fileThatAnotherDaemonTookIsNoFault() throws IOException {
        Path file = put("one");
        Stamp stamp = Stamp.of(file);
        Files.delete(file);
        assertThat(filing.failed(file.toFile(), stamp, reason)).isNull();
        assertThat(inbox.resolve(".moving")).isEmptyDirectory();
    }
}
