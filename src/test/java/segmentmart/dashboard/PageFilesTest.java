package segmentmart.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the page name each other rightly. */
class PageFilesTest {
    private static final Path PAGE = Path.of("src/main/resources/segmentmart/dashboard/page");
    private static final String CHARTS = "echarts.esm.min.js";
    private static final Pattern IMPORT = Pattern.compile("(?:from|import) ?\\(?\"(\\.{1,2}/[^\"]+)\"");
    private static final Pattern ASSET = Pattern.compile("\"/assets/([^\"]+)\"");
    private static final Pattern PRELOADED = Pattern.compile("modulepreload\" href=\"/assets/([^\"]+)\"");

    private static List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.walk(PAGE)) {
            return files.filter(file -> file.toString().endsWith(".js")).toList();
        }
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void whatIsImportedOrLinkedIsThere() throws IOException {
        for (Path module : modules()) {
            for (String imported : found(IMPORT, module)) {
                assertThat(module.resolveSibling(imported))
                        .as(module + " imports it")
                        .exists();
            }
        }
        assertThat(found(ASSET, PAGE.resolve("index.html")))
                .contains(CHARTS)
                .allSatisfy(name -> assertThat(name.equals(CHARTS) || Files.exists(PAGE.resolve(name)))
                        .as(name)
                        .isTrue());
    }

    @Test
    void noModuleIsLeftOver() throws IOException {
        Set<String> used = new TreeSet<>(found(ASSET, PAGE.resolve("index.html")));
        for (Path module : modules()) {
            found(IMPORT, module)
                    .forEach(imported -> used.add(
                            PAGE.relativize(module.resolveSibling(imported).normalize())
                                    .toString()));
        }
        assertThat(modules().stream().map(module -> PAGE.relativize(module).toString()))
                .isSubsetOf(used);
    }

    @Test
    void whatTheFirstViewIsMadeOfIsPreloaded() throws IOException {
        Set<String> needed = new TreeSet<>(Set.of(CHARTS));
        addAll(PAGE.resolve("main.js"), needed);
        addAll(PAGE.resolve("segments.js"), needed);
        needed.remove("main.js");
        Set<String> preloaded = new TreeSet<>(found(PRELOADED, PAGE.resolve("index.html")));
        assertThat(preloaded).isEqualTo(needed);
    }

    /** The module, and all that it imports at once; what is imported later is in parentheses. */
    private static void addAll(Path module, Set<String> needed) throws IOException {
        if (needed.add(PAGE.relativize(module.normalize()).toString())) {
            for (String imported : found(Pattern.compile("(?:from|import) \"(\\.{1,2}/[^\"]+)\""), module)) {
                addAll(module.resolveSibling(imported), needed);
            }
        }
    }
}
