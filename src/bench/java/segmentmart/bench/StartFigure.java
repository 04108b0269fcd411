package segmentmart.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long {@code run} takes from its process's start until it watches the inbox, its database having run before. */
final class StartFigure {
    private StartFigure() {}

    static Figure measure(Path home, int rounds) throws IOException, InterruptedException {
        World.ship(home);
        List<Double> starts = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double seconds = start(home);
            if (round > 0) {
                starts.add(seconds);
            }
        }
        return Figure.within("start of run until it is ready", 5, Figure.median(starts), starts);
    }

    private static double start(Path home) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "segmentmart.Main",
                "run",
                "--home",
                home.toString());
        builder.environment().put("DB_EMBEDDED_PORT", "0");
        builder.environment().put("HTTP_PORT", "0");
        builder.redirectErrorStream(true);
        long start = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.contains("watching ")) {
                line = out.readLine();
            }
            double seconds = World.seconds(start);
            process.destroy();
            if (line == null || !process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IOException("run did not start or end as it should on " + home);
            }
            return seconds;
        }
    }
}
