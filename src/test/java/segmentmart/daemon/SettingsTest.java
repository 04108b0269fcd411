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
            boolean ofTheMachine = setting.key().matches("(db|path)\\..*");
            if (!ofTheMachine || shipped.containsKey(setting.key())) {
                assertThat(shipped.getProperty(setting.key())).as(setting.key()).isEqualTo(setting.byDefault());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readmeTellsEverySettingAndItsDefault(Setting setting) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String byDefault = setting.byDefault().isEmpty() ? "" : "`" + setting.byDefault() + "`";
        assertThat(readme.lines())
                .anyMatch(line -> line.startsWith("| `" + setting.key() + "` |") && line.contains(byDefault));
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
