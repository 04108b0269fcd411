package segmentmart.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long {@code run} takes from its process's start until it watches the inbox, its database having run before; and
 * how long from the save of an edit until it has taken over.
 */
final class DaemonFigures {
    private DaemonFigures() {}

    static List<Figure> measure(Path home, int rounds) throws IOException, InterruptedException {
        World.ship(home);
        List<Double> starts = new ArrayList<>();
        List<Double> edits = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            long start = System.nanoTime();
            Process process = World.run(home, 0).start();
            try (BufferedReader log = process.inputReader()) {
                await(log, "watching ");
                double started = World.seconds(start);
                long saved = System.nanoTime();
                Files.writeString(
                        home.resolve("routes/tidy-inbox.camel.yaml"),
                        "# edit " + round + "\n",
                        StandardOpenOption.APPEND);
                await(log, "tidy-inbox.camel.yaml taken over");
                double tookOver = World.seconds(saved);
                if (round > 0) {
                    starts.add(started);
                    edits.add(tookOver);
                }
            } finally {
                process.destroy();
                process.waitFor(1, TimeUnit.MINUTES);
            }
        }
        return List.of(
                Figure.within("start of run until it is ready", 5, Figure.median(starts), starts),
                Figure.within("an edit, save to take-over, looked at every second", 5, Figure.median(edits), edits));
    }

    private static void await(BufferedReader log, String expected) throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains(expected)) {
                return;
            }
        }
        throw new IOException("run ended before it said: " + expected);
    }
}
