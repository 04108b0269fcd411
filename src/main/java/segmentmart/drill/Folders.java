package segmentmart.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import segmentmart.drill.Delivery.Content;
import segmentmart.drill.Delivery.End;

/**
 * Compares the files in and below an inbox with what was dropped.
 *
 * @param inbox that it was dropped into
 */
record Folders(Path inbox) {

    /** Whether every file has arrived where it goes. */
    boolean isQuiet() throws IOException {
        List<Path> files;
        try {
            files = files(inbox);
        } catch (UncheckedIOException | NoSuchFileException e) {
            // Something was moved while it was looked at.
            return false;
        }
        return files.stream()
                .map(file -> inbox.relativize(file).toString())
                .allMatch(name -> name.matches("(done|failed|rejected)/.*") && !name.endsWith(".inprogress"));
    }

    private static List<Path> files(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Every file that was dropped lies once where it must, as it was; beside it what the product has to say. */
    void compare(List<Delivery> deliveries) throws IOException, Mismatch {
        Map<String, Long> expected = new TreeMap<>();
        for (Delivery delivery : deliveries) {
            Content content = delivery.content();
            boolean failed = delivery.end() == End.FAILED;
            expected.merge((failed ? "failed " : "done ") + DigestUtils.sha256Hex(delivery.file()), 1L, Long::sum);
            if (failed) {
                expected.merge("failed error.txt", 1L, Long::sum);
            } else if (delivery.end() == End.LOADED && !content.bad().isEmpty()) {
                expected.merge("rejected " + sha256(rejectFile(content)), 1L, Long::sum);
            }
        }
        Map<String, Long> actual = new TreeMap<>();
        Map<String, String> names = new HashMap<>();
        for (Path file : files(inbox)) {
            String name = inbox.relativize(file).toString();
            String folder = name.contains("/") ? name.substring(0, name.indexOf('/')) : "inbox";
            String what = name.endsWith(".error.txt") && Files.size(file) > 0
                    ? "error.txt"
                    : DigestUtils.sha256Hex(Files.readAllBytes(file));
            actual.merge(folder + " " + what, 1L, Long::sum);
            names.put(folder + " " + what, name);
        }
        Set<String> all = new HashSet<>(expected.keySet());
        all.addAll(actual.keySet());
        for (String what : all.stream().sorted().collect(Collectors.toList())) {
            long must = expected.getOrDefault(what, 0L);
            long is = actual.getOrDefault(what, 0L);
            if (must != is) {
                throw new Mismatch("folders: %s lies there %d times, must %d times (%s)"
                        .formatted(what, is, must, nameOf(what, names, deliveries)));
            }
        }
    }

    private static String nameOf(String what, Map<String, String> names, List<Delivery> deliveries) {
        return names.getOrDefault(
                what,
                deliveries.stream()
                        .filter(d -> what.contains(DigestUtils.sha256Hex(d.file()))
                                || what.contains(sha256(rejectFile(d.content()))))
                        .map(Delivery::name)
                        .findFirst()
                        .orElse(""));
    }

    private static String rejectFile(Content content) {
        String lines = content.bad().stream().map(bad -> bad.raw() + "\n").collect(Collectors.joining());
        return (content.header().isEmpty() ? "" : content.header() + "\n") + lines;
    }

    private static String sha256(String text) {
        return DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
