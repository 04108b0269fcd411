package segmentmart.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
    @TempDir
    Path root;

    @BeforeEach
    void makeHome() throws IOException {
        Files.createDirectories(root.resolve("routes"));
        write("");
    }

    private void write(String properties) throws IOException {
        Files.writeString(root.resolve("routes/application.properties"), properties);
    }

    private Settings read(Map<String, String> environment) throws Exception {
        return Settings.read(new Home(root), environment);
    }

    @Test
    void shippedFileSaysWhatTheDefaultsAre() throws IOException {
        Properties shipped = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("routes", "application.properties"))) {
            shipped.load(reader);
        }
        for (Setting setting : Setting.values()) {
            boolean ofTheMachine = setting.key().matches("(db|path|bi)\\..*|http\\.(user|pass)");
            if (!ofTheMachine || shipped.containsKey(setting.key())) {
                assertThat(shipped.getProperty(setting.key())).as(setting.key()).isEqualTo(setting.byDefault());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readmeTellsEverySettingItsDefaultAndWhatItIsFor(Setting setting) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String byDefault = setting.byDefault().isEmpty() ? "" : "`" + setting.byDefault() + "`";
        assertThat(readme.lines())
                .contains("| `" + setting.key() + "` | " + byDefault + " | " + setting.meaning() + " |");
    }

    @Test
    void environmentWeighsMoreThanDotenvAndDotenvMoreThanTheFile() throws Exception {
        write("load.chunk = 1\ninbox.max-reject-ratio = 0.1\ndb.pool-size = 5");
        Files.writeString(root.resolve(".env"), "LOAD_CHUNK=2\nINBOX_MAX_REJECT_RATIO=0.2\n");
        Settings settings = read(Map.of("LOAD_CHUNK", "4"));
        assertThat(settings.count(Setting.LOAD_CHUNK)).isEqualTo(4);
        assertThat(settings.get(Setting.INBOX_MAX_REJECT_RATIO)).isEqualTo("0.2");
        assertThat(settings.count(Setting.DB_POOL_SIZE)).isEqualTo(5);
        assertThat(settings.duration(Setting.INBOX_POLL_DELAY)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void valueThatWouldLoseItsEndIsToldAndNotShown() throws Exception {
        write("");
        Files.writeString(
                root.resolve(".env"),
                "# all of it\nDB_PASS=s3cret#2\nBI_PASS='s3cret'\nHTTP_PASS=#s3cret\nDB_USER= # nobody\nDB_HOST=pg # here\n");
        assertThatThrownBy(() -> read(Map.of()))
                .hasMessageContaining(
                        ".env: DB_PASS holds #, and what follows would be a comment; put the value in double")
                .hasMessageContaining(".env: BI_PASS is in single quotes, which would be part of it; use double ones")
                .hasMessageContaining(".env: HTTP_PASS holds #")
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("DB_USER holds")
                .hasMessageNotContaining("DB_HOST holds");
        Files.writeString(root.resolve(".env"), "DB_PASS=\"s3cret#2\"\nDB_HOST=pg # here\n");
        assertThat(read(Map.of()).get(Setting.DB_PASS)).isEqualTo("s3cret#2");
        assertThat(read(Map.of()).get(Setting.DB_HOST)).isEqualTo("pg");
    }

    @Test
    void allProblemsAreToldAtOnceWithTheNearestName() throws Exception {
        write("inbox.max-reject-ration = 0.1\nload.chunk = many\nmart.timer-period = soon");
        assertThatThrownBy(() -> read(Map.of("DB_PORT", "99999")))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining(
                        "there is no setting inbox.max-reject-ration (did you mean inbox.max-reject-ratio?)")
                .hasMessageContaining("load.chunk = many (expected a whole number from 1)")
                .hasMessageContaining("mart.timer-period = soon (expected a duration such as 250ms, 10s or 1m)")
                .hasMessageContaining("the environment: db.port = 99999 (expected a port, 0 … 65535)");
    }

    @Test
    void slipsInVariablesAreToldAndOtherPeoplesVariablesLeftAlone() throws Exception {
        Files.writeString(root.resolve(".env"), "DB_PROT=1\nPATH_NAMES=names.jsonl\nPATH_NAMEZ=x\n");
        assertThatThrownBy(() -> read(Map.of("INBOX_MAX_REJECT_RATO", "0.1", "DB_NAMES", "x", "PATH", "/bin")))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining(".env: there is no setting DB_PROT (did you mean DB_PORT?)")
                .hasMessageContaining("no setting INBOX_MAX_REJECT_RATO (did you mean INBOX_MAX_REJECT_RATIO?)")
                .hasMessageContaining("no setting PATH_NAMEZ (did you mean PATH_NAMES?)")
                .hasMessageNotContaining("no setting PATH ");
    }

    @Test
    void nameOfAnotherPlaceIsToldAsItIsHere() throws Exception {
        write("LOAD_CHUNK = 1");
        Files.writeString(root.resolve(".env"), "inbox.steady-for=1s\ndb_host=pg\n");
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("there is no setting LOAD_CHUNK; here it is called load.chunk")
                .hasMessageContaining("there is no setting inbox.steady-for; here it is called INBOX_STEADY_FOR")
                .hasMessageContaining("there is no setting db_host; here it is called DB_HOST");
    }

    @Test
    void secretHasNoPlaceInTheFileThatEverybodyReads() throws Exception {
        write("db.pass = s3cret");
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("db.pass is a secret; set it as DB_PASS in .env")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void byteOrderMarkIsNoPartOfAName() throws Exception {
        write("\ufeffload.chunk = 7");
        assertThat(read(Map.of()).count(Setting.LOAD_CHUNK)).isEqualTo(7);
    }

    @Test
    void nameLikeNoneOfOursIsNotLikenedToOne() throws Exception {
        Files.writeString(root.resolve(".env"), "FOO=bar\n");
        assertThatThrownBy(() -> read(Map.of("DB_PASSS", "x")))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("there is no setting FOO; run --print-settings shows those there are")
                .hasMessageContaining("no setting DB_PASSS (did you mean DB_PASS?)");
    }

    @Test
    void settingsAtOddsAreToldTogetherWithMisspeltOnes() throws Exception {
        write("load.chunks = 1\nload.parallel = 6\nhttp.host = 0.0.0.0");
        assertThatThrownBy(() -> read(Map.of("HTTP_USER", "")))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("no setting load.chunks (did you mean load.chunk?)")
                .hasMessageContaining("load.parallel = 6 needs db.pool-size = 9 or more, it is 8")
                .hasMessageContaining("http.host = 0.0.0.0 can be reached from other machines");
        write("");
        assertThatThrownBy(() -> read(Map.of("HTTP_USER", "scraper")))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("of http.user and http.pass one is set");
        assertThat(read(Map.of("HTTP_HOST", "::1")).get(Setting.HTTP_HOST)).isEqualTo("::1");
    }

    @Test
    void whileADaemonRunsOnlyItsTunableSettingsChange() throws Exception {
        Settings running = read(Map.of());
        write("load.chunk = 7\ndb.pool-size = 20\ninbox.max-reject-ratio = 0.1");
        Settings saved = read(Map.of("DB_PASS", "new"));
        assertThat(saved.changedFrom(running))
                .containsExactlyInAnyOrder(
                        Setting.LOAD_CHUNK, Setting.DB_POOL_SIZE, Setting.INBOX_MAX_REJECT_RATIO, Setting.DB_PASS);
        Settings tuned = saved.tunedFrom(running);
        assertThat(tuned.count(Setting.LOAD_CHUNK)).isEqualTo(7);
        assertThat(tuned.count(Setting.DB_POOL_SIZE)).isEqualTo(8);
        write("load.parallel = 10\ndb.pool-size = 20");
        Settings needsRestart = read(Map.of());
        assertThatThrownBy(() -> needsRestart.tunedFrom(running))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("load.parallel = 10 needs db.pool-size = 13 or more, it is 8");
    }

    @Test
    void settingsAreShownWithTheirSourceAndWithoutSecrets() throws Exception {
        write("load.chunk = 7");
        Files.writeString(root.resolve(".env"), "DB_PASS=s3cret\n");
        var shown = read(Map.of("DB_HOST", "pg")).shown();
        assertThat(shown.get(Setting.DB_PASS))
                .isEqualTo(new Settings.Value("***", root.resolve(".env").toString()));
        assertThat(shown.get(Setting.DB_HOST)).isEqualTo(new Settings.Value("pg", "the environment"));
        assertThat(String.valueOf(shown.get(Setting.LOAD_CHUNK)))
                .contains("text=7")
                .contains("application.properties");
        assertThat(shown.get(Setting.BI_PASS)).isEqualTo(new Settings.Value("", "default"));
        assertThat(shown.toString()).doesNotContain("s3cret");
    }

    @Test
    void camelsOwnSettingsAreLeftToCamel() throws Exception {
        write("camel.main.shutdown-timeout = 10");
        assertThat(read(Map.of()).count(Setting.LOAD_CHUNK)).isEqualTo(500_000);
    }

    @Test
    void moreParallelLoadsThanConnectionsAreRefused() throws Exception {
        assertThat(read(Map.of("LOAD_PARALLEL", "5")).count(Setting.LOAD_PARALLEL))
                .isEqualTo(5);
        assertThatThrownBy(() -> read(Map.of("LOAD_PARALLEL", "6")))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining("load.parallel = 6 needs db.pool-size = 9 or more, it is 8");
    }

    @Test
    void passwordsAreShownNowhere() throws Exception {
        Settings settings = read(Map.of("DB_HOST", "db.bank", "DB_PASS", "s3cret"));
        assertThat(Objects.requireNonNull(settings.externalServer()).password()).isEqualTo("s3cret");
        assertThat(String.valueOf(settings.externalServer())).doesNotContain("s3cret");
        assertThat(settings.forCamel().toString()).doesNotContain("s3cret");
    }
}
