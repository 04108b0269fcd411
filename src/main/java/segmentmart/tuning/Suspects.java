package segmentmart.tuning;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an edit that a failure is likely to be about: those that differ from what runs, and above all one with a
 * word that the failure names.
 */
final class Suspects {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\d][\\p{L}\\d._-]{3,}");
    private static final Pattern NOISE =
            Pattern.compile("@[0-9a-f]{5,} of type: [\\w.$]+|/\\S*/data/(?=routes/)|(?<=routes/)[0-9a-f]{16}/");

    private final Revision revision;
    private final @Nullable Revision running;

    Suspects(Revision revision, @Nullable Revision running) {
        this.revision = revision;
        this.running = running;
    }

    /** The routes that differ from what runs, or all of them where nothing does. */
    List<String> edited() {
        return revision.files().keySet().stream()
                .filter(name -> name.endsWith(".yaml"))
                .filter(name -> running == null || !revision.hasSameFile(name, running))
                .map(Trial::inRoutes)
                .toList();
    }

    /**
     * The flaw at the likeliest line.
     *
     * @param files that it may be in, {@code routes/…}, the likeliest first
     * @param subject what fails
     * @param said why, in the words of others
     */
    Flaw flaw(List<String> files, String subject, String said) {
        String fact = subject + ": " + NOISE.matcher(said).replaceAll("");
        for (String file : files) {
            int line = line(file, said, true);
            if (line > 0) {
                return new Flaw(file, line, fact);
            }
        }
        for (String file : files) {
            int line = running == null ? 0 : line(file, said, false);
            if (line > 0) {
                return new Flaw(file, line, fact);
            }
        }
        return new Flaw(files.isEmpty() ? "routes" : files.get(0), 0, fact);
    }

    private int line(String file, String said, boolean named) {
        String name = file.replaceFirst("^routes/", "");
        List<String> lines = lines(revision, name);
        Set<String> before = running == null ? Set.of() : new HashSet<>(lines(running, name));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !before.contains(line) && (!named || isNamed(line, said))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean isNamed(String line, String said) {
        return WORD.matcher(line).results().anyMatch(word -> said.contains(word.group()));
    }

    private static List<String> lines(Revision of, String name) {
        byte[] content = of.files().getOrDefault(name, new byte[0]);
        return new String(content, StandardCharsets.UTF_8).lines().toList();
    }
}
