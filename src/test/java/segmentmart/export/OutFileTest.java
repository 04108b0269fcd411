package segmentmart.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutFileTest {
    @TempDir
    Path root;

    private Path file;

    @BeforeEach
    void nameAFileInANewFolder() {
        file = root.resolve("new").resolve("mart.csv");
    }

    @Test
    void fileIsThereOnceItIsComplete() throws IOException {
        try (OutFile out = OutFile.begin(file, false)) {
            out.writer().write("Анна\n");
            assertThat(file).doesNotExist();
            out.complete();
            out.publish();
        }
        assertThat(file).hasContent("Анна\n");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void fileThatIsBrokenOffLeavesNothing() throws IOException {
        try (OutFile out = OutFile.begin(file, false)) {
            out.writer().write("Анна\n");
        }
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void fileThatCameMeanwhileIsKept() throws IOException {
        try (OutFile out = OutFile.begin(file, false)) {
            out.complete();
            Files.writeString(file, "theirs");
            assertThatThrownBy(out::publish).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(file.getParent()).isDirectoryContaining(kept -> kept.equals(file));
        assertThat(file).hasContent("theirs");
    }

    @Test
    void fileIsOverwrittenIfThatIsAsked() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "before");
        assertThatThrownBy(() -> OutFile.begin(file, false)).isInstanceOf(FileAlreadyExistsException.class);
        try (OutFile out = OutFile.begin(file, true)) {
            out.writer().write("after");
            out.complete();
            out.publish();
        }
        assertThat(file).hasContent("after");
    }

    @Test
    void folderIsNeverOverwritten() {
        assertThatThrownBy(() -> OutFile.begin(root, true))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("it is a folder or a device");
    }

    @Test
    void fileInAFileIsRefused() throws IOException {
        Files.writeString(root.resolve("new"), "a file");
        assertThatThrownBy(() -> OutFile.begin(file, true))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("it is no folder");
    }
}
