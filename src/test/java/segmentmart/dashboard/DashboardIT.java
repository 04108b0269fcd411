package segmentmart.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import segmentmart.TestDatabase;

/** The dashboard as an analyst uses it. */
class DashboardIT {
    private static final String CHOSEN = "segment=1+%D0%BF%D1%80%D0%BE%D0%B4%D1%83%D0%BA%D1%82";
    private static final int MOST_BYTES_OF_ASSETS = 450 * 1024;

    @RegisterExtension
    static final Browser browser = new Browser();

    private static ServedHome home;

    @BeforeAll
    static void loadTheExample(@TempDir Path root) throws Exception {
        home = ServedHome.start(root, TestDatabase.empty());
        ExampleBank.load(home);
    }

    @AfterAll
    static void end() {
        home.close();
        TestDatabase.empty();
    }

    private static void open(String path) {
        browser.open(home.address() + path);
    }

    /** Chooses the segment by its words. */
    private static void chooseOneProduct() {
        browser.click("#filter label:nth-of-type(2)");
        awaitOneProduct();
    }

    private static void awaitOneProduct() {
        browser.awaitText("#products h2", "1 продукт");
    }

    private static List<String> productsInOrder() {
        return browser.texts("#products tbody th");
    }

    /** Waits until the search finds one client alone. */
    private static void awaitFound(String name) {
        browser.await(
                name + " alone",
                () -> browser.texts("#found [role=option] .client-name").equals(List.of(name)));
    }

    @Test
    void offerToAClientOfOneProductIsFoundAsTheDocumentHasIt() {
        open("/");
        assertThat(browser.texts("#filter label")).contains(ExampleBank.ONE);
        chooseOneProduct();
        assertThat(productsInOrder()).isEqualTo(ExampleBank.TOP_OF_ONE);
        assertThat(browser.texts("#products tbody tr:first-child td")).contains("5");
        assertThat(browser.text("#products .says")).contains("«Кредитная карта»", "5 из 13", "8 клиентов");

        browser.click("#to-clients");
        browser.one("#search").sendKeys("роберт зор");
        awaitFound("Роберт Павлович Зорин");
        browser.click("#client-13");
        browser.awaitText("#client h2", "Роберт Павлович Зорин");
        assertThat(browser.text("#client .facts")).contains("1 продукт", "131 000 ₽", "24 мар. 2025");
        assertThat(browser.text("#client .offer"))
                .contains("Кредитная карта", "Первый по популярности продукт", "5 из 13 клиентов");

        browser.follow("product_usage.csv, строка 14");
        browser.awaitText("#load .drop-name", "product_usage.csv");
        assertThat(browser.address()).contains("/operations?load=2");
        assertThat(browser.text("#load .facts")).contains("Загружено");
    }

    @Test
    void nameIsFoundByItsBeginningWithEForYo() {
        open("/clients");
        browser.one("#search").sendKeys("артем");
        awaitFound("Кирилл Артёмович Мохов");
        assertThat(browser.texts("#found mark")).containsExactly("Артём");
    }

    @Test
    void clickIntoTheDonutFiltersAsTheRadioDoes() {
        open("/?" + CHOSEN);
        String byRadio = browser.text("#products .says");
        open("/");
        browser.one("#segments canvas");
        // The first segment, from twelve o'clock on, is most of the ring.
        browser.clickBeside("#segments .chart", 60, 60);
        awaitOneProduct();
        assertThat(browser.address()).contains(CHOSEN);
        assertThat(browser.text("#products .says")).isEqualTo(byRadio);
        assertThat(browser.texts("#filter label:has(:checked)")).containsExactly(ExampleBank.ONE);
        browser.clickBeside("#segments .chart", 60, 60);
        browser.await("all segments again", () -> !browser.text("#products h2").contains("1 продукт"));
        assertThat(browser.address()).doesNotContain("segment=");
    }

    @Test
    void addressHoldsWhatIsShownAndBackGoesBack() {
        open("/");
        String all = browser.text("#products h2");
        chooseOneProduct();
        browser.click("#basis-active, #migration input[value=active], #migration label:nth-of-type(2)");
        browser.awaitView();
        String shown = browser.text("#view");
        String address = browser.address();
        assertThat(address).contains(CHOSEN);
        open("/operations");
        browser.open(address);
        assertThat(browser.text("#view")).isEqualTo(shown);
        browser.back();
        browser.await("operations", () -> browser.address().endsWith("/operations"));

        open("/");
        chooseOneProduct();
        browser.click("#to-clients");
        browser.await("clients", () -> browser.address().contains("/clients"));
        browser.back();
        awaitOneProduct();
        browser.back();
        browser.await("all", () -> browser.text("#products h2").equals(all));
    }

    @Test
    void clientSearchIsInTheAddress() {
        open("/clients?search=" + Api.encoded("королев"));
        browser.awaitText("#found", "Семён Борисович Королёв-Залесский");
        browser.click("#client-16");
        browser.awaitText("#client h2", "Королёв-Залесский");
        String address = browser.address();
        assertThat(address).contains("/clients/16");
        browser.open(address);
        browser.awaitText("#client h2", "Королёв-Залесский");
        browser.open(home.address() + "/clients/900");
        browser.foresee("/api/clients/900\\?most=1000 .*404");
        browser.awaitText("#client", "Клиента № 900 нет");
    }

    @Test
    void languageIsThatOfTheBrowserUntilTheReaderChooses() {
        browser.prefers("en-US");
        open("/clients/13");
        browser.awaitText("#client .facts", "24 Mar 2025", "131,000 ₽");
        assertThat(browser.text("#top nav")).contains("Segments", "Clients", "Operations");
        assertThat(browser.run("return document.documentElement.lang")).isEqualTo("en");
        browser.click("#language");
        browser.awaitText("#client .facts", "24 мар. 2025", "131 000 ₽");
        assertThat(browser.text("#top nav")).contains("Сегменты", "Клиенты", "Загрузки");
        browser.reload();
        browser.awaitText("#client .facts", "24 мар. 2025", "131 000 ₽");
        assertThat(browser.run("return document.documentElement.lang")).isEqualTo("ru");
    }

    @Test
    void keyboardAloneLeadsFromTheAddressToACard() {
        open("/");
        browser.press(Keys.TAB);
        assertThat(browser.focused()).isEqualTo("skip");
        assertThat(browser.isFocusSeen()).isTrue();
        browser.press(Keys.ENTER);
        browser.press(Keys.TAB);
        assertThat(browser.focused()).isEqualTo("segment-all");
        assertThat(browser.isFocusSeen()).isTrue();
        browser.press(Keys.ARROW_DOWN);
        awaitOneProduct();
        assertThat(browser.focused()).isEqualTo("segment-0");

        browser.run("document.activeElement.blur(); scrollTo(0, 0)");
        open("/");
        tabTo("to-clients");
        browser.press(Keys.ENTER);
        browser.awaitText("#view h1", "Клиенты");
        tabTo("search");
        browser.press("зорин");
        awaitFound("Роберт Павлович Зорин");
        browser.press(Keys.ARROW_DOWN);
        browser.await(
                "an active option",
                () -> "client-13".equals(browser.one("#search").getDomAttribute("aria-activedescendant")));
        browser.press(Keys.ENTER);
        browser.awaitText("#client h2", "Роберт Павлович Зорин");
    }

    private static void tabTo(String id) {
        List<String> passed = new ArrayList<>();
        while (passed.size() < 30) {
            browser.press(Keys.TAB);
            String at = browser.focused();
            assertThat(browser.isFocusSeen()).as(at).isTrue();
            if (at.equals(id)) {
                return;
            }
            passed.add(at);
        }
        assertThat(passed).contains(id);
    }

    @Test
    void firstViewIsSmallAndAsksNobodyElse() {
        open("/");
        browser.one("#segments canvas");
        long bytes = browser.received(".*/(assets/.*)?$");
        assertThat(bytes).isBetween(100_000L, (long) MOST_BYTES_OF_ASSETS);
        assertThat(browser.requested()).isNotEmpty().allMatch(url -> url.startsWith(home.address() + "/"));
    }

    @Test
    void everyChartHasItsSentenceAndItsTable() {
        open("/?" + CHOSEN);
        browser.one("#segments canvas");
        List<?> charts = (List<?>)
                browser.run("return [...document.querySelectorAll('[role=img]')].map(each => each.ariaLabel ?? '')");
        assertThat(charts).isNotEmpty().noneMatch(label -> ((String) label).length() < 20);
        assertThat(browser.all(".figure:has([role=img]):not(:has(table))")).isEmpty();
        assertThat(browser.all(".figure.drawn a.csv")).isNotEmpty();
    }
}
