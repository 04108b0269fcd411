package segmentmart.tuning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The routes, SQL and properties of a home as they stood at one moment. Hidden files, and whatever editors leave beside
 * under other endings, are none of them.
 *
 * @param files content by name relative to {@code routes/}, such as {@code sql/client_segments.sql}
 * @param id of this content, 16 hexadecimal digits
 */
record Revision(SortedMap<String, byte[]> files, String id) {
    private static final int ID_DIGITS = 16;

    Revision(SortedMap<String, byte[]> files) {
        this(files, idOf(files));
    }

    /** Reads what lies in a folder of routes now. */
    static Revision read(Path routes) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        add(files, routes, "", ".camel.yaml");
        add(files, routes, "", "application.properties");
        add(files, routes.resolve("sql"), "sql/", ".sql");
        return new Revision(files);
    }

    private static void add(SortedMap<String, byte[]> files, Path folder, String prefix, String ending)
            throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(ending) && !name.startsWith(".") && Files.isRegularFile(file)) {
                    files.put(prefix + name, Files.readAllBytes(file));
                }
            }
        }
    }

    private static String idOf(SortedMap<String, byte[]> files) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        files.forEach((name, content) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(DigestUtils.sha256(content));
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, ID_DIGITS);
    }

    /** Writes its files into a folder that is empty or not there. */
    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("sql"));
        for (var file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** What differs from another revision, for people: names, those that came or went marked so. */
    List<String> changesFrom(Revision other) {
        SortedMap<String, String> changes = new TreeMap<>();
        files.forEach((name, content) -> {
            byte[] before = other.files.get(name);
            if (before == null) {
                changes.put(name, name + " (new)");
            } else if (!Arrays.equals(before, content)) {
                changes.put(name, name);
            }
        });
        other.files.keySet().stream()
                .filter(name -> !files.containsKey(name))
                .forEach(name -> changes.put(name, name + " (removed)"));
        return List.copyOf(changes.values());
    }

    boolean hasSameFile(String name, Revision other) {
        return Arrays.equals(files.get(name), other.files.get(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Revision revision && revision.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
