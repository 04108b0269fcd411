package segmentmart.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.TestHome;
import segmentmart.daemon.Home;
import segmentmart.daemon.RoutesWrong;
import segmentmart.daemon.Setting;
import segmentmart.daemon.Settings;

/** What runs after a start, whatever lies in the folder of the routes. */
class TuningIT {
    @TempDir
    Path root;

    private final Map<String, String> environment = Map.of("MART_ON_TIMER", "false", "ROUTES_WATCH", "false");

    @BeforeEach
    void makeHome() throws IOException {
        TestDatabase.empty();
        TestHome.copyRoutes(root);
    }

    private Tuning start() throws Exception {
        Settings settings = Settings.read(new Home(root), environment);
        return Tuning.start(settings, TestDatabase.get(), environment, new SimpleMeterRegistry());
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = root.resolve("routes").resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    private String inForce() throws IOException {
        return Objects.requireNonNull(new Revisions(new Home(root)).inForce())
                .revision()
                .id();
    }

    @Test
    void nothingRunsWhereNothingEverCould() throws Exception {
        edit("sql/record_load.sql", "with counted", "wiht counted");
        assertThatThrownBy(this::start)
                .isInstanceOf(RoutesWrong.class)
                .hasMessageContaining("routes/sql/record_load.sql line ");
        assertThat(new Revisions(new Home(root)).inForce()).isNull();
    }

    @Test
    void settingsOfARefusedEditDoNotCountAfterARestart() throws Exception {
        start().close();
        edit("sql/record_load.sql", "with counted", "wiht counted");
        edit("application.properties", "load.chunk = 500000", "load.chunk = 7");
        try (Tuning tuning = start()) {
            assertThat(tuning.refused()).contains("routes/sql/record_load.sql line ");
            assertThat(tuning.daemon().settings().count(Setting.LOAD_CHUNK)).isEqualTo(500_000);
        }
        edit("sql/record_load.sql", "wiht counted", "with counted");
        try (Tuning tuning = start()) {
            assertThat(tuning.refused()).isNull();
            assertThat(tuning.daemon().settings().count(Setting.LOAD_CHUNK)).isEqualTo(7);
        }
    }

    @Test
    void editThatOnlyFailsWhenItStartsGivesWayToWhatRanBefore() throws Exception {
        start().close();
        String before = inForce();
        Files.writeString(root.resolve("no-folder"), "");
        edit("application.properties", "inbox.dir = inbox", "inbox.dir = no-folder/inbox");
        for (int restart = 0; restart < 2; restart++) {
            try (Tuning tuning = start()) {
                assertThat(tuning.refused()).contains("no-folder");
                assertThat(tuning.daemon().inbox().backlog().drops()).isZero();
                assertThat(tuning.daemon().settings().inbox()).isEqualTo(root.resolve("inbox"));
            }
            assertThat(inForce()).isEqualTo(before);
        }
    }

    @Test
    void lastTenThatRanAreKeptAndNoneThatWasOnlyTried() throws Exception {
        Revisions revisions = new Revisions(new Home(root));
        Revision first = Revision.read(root.resolve("routes"));
        for (int i = 0; i < 14; i++) {
            Files.writeString(root.resolve("routes/sql/note.sql"), "-- " + i);
            Revision revision = Revision.read(root.resolve("routes"));
            revisions.copy(revision);
            revisions.putInForce(revision, "1");
            Files.writeString(root.resolve("routes/sql/note.sql"), "tried only");
            revisions.onTrial(Revision.read(root.resolve("routes")));
        }
        revisions.copy(first);
        revisions.putInForce(first, "1");
        try (Stream<Path> copies = Files.list(root.resolve("data/routes"))) {
            assertThat(copies.filter(Files::isDirectory)
                            .filter(copy -> !copy.getFileName().toString().startsWith("."))
                            .filter(copy -> Files.exists(copy.resolve("sql/note.sql")))
                            .map(TuningIT::note))
                    .containsExactlyInAnyOrder(
                            "-- 4", "-- 5", "-- 6", "-- 7", "-- 8", "-- 9", "-- 10", "-- 11", "-- 12", "-- 13");
        }
        assertThat(inForce()).isEqualTo(first.id());
    }

    private static String note(Path copy) {
        try {
            return Files.readString(copy.resolve("sql/note.sql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
