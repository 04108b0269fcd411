package segmentmart;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system of a few megabytes. A test that needs one is skipped where it may not mount it. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts it on a new folder; {@code size} as tmpfs takes it. */
    static SmallDisk mount(Path folder, String size) throws Exception {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=0777", "tmpfs", folder.toString());
        assumeTrue(mounted, "a disk can be filled up only where the test may mount a tmpfs (as root, on Linux)");
        return new SmallDisk(folder);
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    /** Leaves not a byte free. */
    void fill() {
        byte[] block = new byte[4096];
        try (OutputStream ballast = Files.newOutputStream(
                folder.resolve("ballast"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                ballast.write(block);
            }
        } catch (IOException e) {
            // It is full.
        }
    }

    void free() throws IOException {
        Files.delete(folder.resolve("ballast"));
    }

    @Override
    public void close() throws InterruptedException {
        run("umount", "-l", folder.toString());
    }
}
