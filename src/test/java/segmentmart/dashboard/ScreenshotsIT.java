package segmentmart.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import segmentmart.TestDatabase;
import segmentmart.generate.Format;
import segmentmart.generate.FullNames;
import segmentmart.generate.Generator;
import segmentmart.generate.Plan;
import segmentmart.generate.Profile;

/** The pictures of README, of what `demo` loads. Run with -Ddocs.write to have them taken. */
@EnabledIfSystemProperty(named = "docs.write", matches = ".*")
class ScreenshotsIT {
    private static final Path PICTURES = Path.of("docs", "screenshots");
    private static final int MOST_BYTES = 250 * 1024;

    @RegisterExtension
    static final Browser browser = new Browser();

    private static ServedHome home;

    @BeforeAll
    static void loadTheDemo(@TempDir Path root, @TempDir Path folder) throws Exception {
        Plan demo = new Plan(
                1_000,
                12_000,
                LocalDate.of(2025, 1, 1),
                LocalDate.of(2025, 6, 30),
                Profile.BANK,
                Format.CSV,
                false,
                1,
                0);
        Generator.Target target = Generator.Target.in(folder, ".csv", false);
        new Generator(demo, FullNames.read(null, null, null)).write(target, rows -> {});
        home = ServedHome.start(root, TestDatabase.empty(), Map.of());
        home.drop("clients.csv", Files.readString(target.clients()));
        home.drop("product_usage.csv", Files.readString(target.usage()));
        // Operations have something to tell.
        home.drop(
                "product_usage-2025-07-01.csv",
                ExampleBank.USES
                        + "83,Вклад 6 месяцев,2025-06-30\n84,Ипотечный кредит,31.06.2025\n85,Кредитная карта,2025-06-30\n");
    }

    @AfterAll
    static void end() {
        home.close();
        TestDatabase.empty();
    }

    @ParameterizedTest
    @CsvSource({"segments, /?segment=1%20продукт", "client, /clients/83", "operations, /operations"})
    void viewIsPictured(String view, String path) throws Exception {
        for (boolean phone : new boolean[] {false, true}) {
            if (phone) {
                browser.phone();
            } else {
                browser.desktop();
            }
            browser.open(home.address() + path);
            browser.await(
                    "what comes later",
                    () -> browser.all("#view [aria-busy=true]").isEmpty());
            browser.awaitStillness();
            Path picture = PICTURES.resolve(view + (phone ? "-phone.png" : "-desktop.png"));
            browser.screenshot(picture, phone ? 1_600 : 1_400);
            assertThat(Files.size(picture)).as(picture.toString()).isLessThan(MOST_BYTES);
        }
    }
}
