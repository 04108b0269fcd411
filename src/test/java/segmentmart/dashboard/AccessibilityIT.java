package segmentmart.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import segmentmart.TestDatabase;

/** Each view, in the states that differ, is readable by everybody, on a phone too, whatever the data hold. */
class AccessibilityIT {
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private static final String LONG = "Длинное имя ".repeat(16) + "конец";
    private static final String[] HOSTILE = {
        "<img src=x onerror=alert(1)>",
        "=HYPERLINK(\"http://x.example\";\"y\")",
        "\"><script>alert(2)</script>",
        "\u202eтевирп \u0645\u0631\u062d\u0628\u0627",
        "{{constructor.constructor('alert(3)')()}} $&",
        "a".repeat(200)
    };

    @RegisterExtension
    static final Browser browser = new Browser();

    private static ServedHome home;

    @BeforeAll
    static void load(@TempDir Path root) throws Exception {
        home = ServedHome.start(root, TestDatabase.empty());
        ExampleBank.load(home);
        StringBuilder clients = new StringBuilder(ExampleBank.CLIENTS)
                .append("100,")
                .append(LONG)
                .append(",1\n");
        StringBuilder uses = new StringBuilder(ExampleBank.USES);
        for (int i = 0; i < HOSTILE.length; i++) {
            String quoted = '"' + HOSTILE[i].replace("\"", "\"\"") + '"';
            clients.append(101 + i).append(',').append(quoted).append(",1000\n");
            for (String product : new String[] {"А", "Б", "В"}) {
                uses.append(101 + i).append(',').append(product).append(",2025-05-24\n");
            }
            uses.append(101 + i).append(',').append(quoted).append(",2025-05-24\n");
            uses.append(quoted).append(",Вклад,2025-05-24\n");
        }
        home.drop("clients-hostile.csv", clients.toString());
        home.drop("product_usage-hostile <b onclick=alert(4)>.csv", uses.toString());
        home.drop("product_usage-broken.csv", "<img src=x onerror=alert(5)>,b\n1,2\n");
    }

    @AfterAll
    static void end() {
        home.close();
        TestDatabase.empty();
    }

    private static void open(String path) {
        browser.open(home.address() + path);
        browser.await(
                "what comes later", () -> browser.all("#view [aria-busy=true]").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?segment=1+%D0%BF%D1%80%D0%BE%D0%B4%D1%83%D0%BA%D1%82",
                "/clients",
                "/clients?search=%D0%BD%D0%B8%D0%BA%D1%82%D0%BE",
                "/clients/13",
                "/clients/106",
                "/operations",
                "/operations?load=4",
                "/operations?load=5"
            })
    void viewHasNoGraveFaultAndFitsAPhone(String path) {
        open(path);
        assertThat(faults(all())).as(path).isEmpty();
        browser.isLight(false);
        assertThat(faults(new AxeBuilder().withRules(List.of("color-contrast"))))
                .as(path + " in dark")
                .isEmpty();
        browser.phone();
        open(path);
        assertThat(browser.run("return document.documentElement.scrollWidth"))
                .as(path)
                .isEqualTo(390L);
    }

    private static AxeBuilder all() {
        return new AxeBuilder()
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));
    }

    private static List<String> faults(AxeBuilder axe) {
        return axe.analyze(browser.driver()).getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .map(AccessibilityIT::told)
                .toList();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream()
                        .limit(3)
                        .map(node -> node.getTarget() + " " + node.getFailureSummary())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/ | <img src=x onerror=alert(1)>",
                "/clients?search=%3Cimg | <img src=x onerror=alert(1)>",
                "/clients/101 | <img src=x onerror=alert(1)>",
                "/clients/103 | \"><script>alert(2)</script>",
                "/clients/104 | ⟨202E⟩тевирп",
                "/operations | <b onclick=alert(4)>",
                "/operations?load=4 | <b onclick=alert(4)>",
                "/operations?load=5 | product_usage-broken.csv"
            })
    void textOfOthersIsShownAsText(String path, String shown) {
        open(path);
        browser.awaitText("#view", shown);
        assertThat(browser.all("#view img, #view script, #view b, #view [onclick], #view [onerror]"))
                .isEmpty();
        assertThat(browser.requested()).allMatch(url -> url.startsWith(home.address() + "/"));
    }
}
