package segmentmart.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.util.FileSystemUtils;

/**
 * Debian's Chromium without a window and without a network, one for a class of tests, a new reader for each of them. A
 * test fails on whatever the console says that it did not foresee; how the page looked then is in target/screenshots.
 */
final class Browser implements BeforeAllCallback, BeforeEachCallback, AfterTestExecutionCallback, AfterAllCallback {
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** It warns of each Chromium that is newer than itself, of which nothing is wanted here that depends on it. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    static {
        SELENIUM.setLevel(Level.SEVERE);
    }

    private final List<Pattern> foreseen = new ArrayList<>();
    private final List<JsonNode> network = new ArrayList<>();
    private @Nullable ChromeDriver driver;
    private Path profile = Path.of("");

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        profile = Files.createTempDirectory("segment-mart-chromium");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--window-size=1440,900",
                // No name is ever looked up.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER)
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        foreseen.clear();
        driver().executeCdpCommand("Network.clearBrowserCache", Map.of());
        readNetwork();
        network.clear();
        driver().manage().logs().get(LogType.BROWSER);
        desktop();
        isLight(true);
        prefers("ru-RU");
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        try {
            if (context.getExecutionException().isPresent()) {
                keepScreenshot(context);
                return;
            }
            try {
                assertThat(complaints()).isEmpty();
            } catch (AssertionError e) {
                keepScreenshot(context);
                throw e;
            }
        } finally {
            isOnline(true);
            if (driver().getCurrentUrl().startsWith("http")) {
                driver().executeScript("localStorage.clear()");
            }
            driver().get("about:blank");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        driver().quit();
        FileSystemUtils.deleteRecursively(profile);
    }

    private void keepScreenshot(ExtensionContext context) {
        screenshot(SCREENSHOTS.resolve(context.getRequiredTestClass().getSimpleName() + "-"
                + context.getDisplayName().replaceAll("[^\\w-]+", "") + ".png"));
    }

    private List<String> complaints() {
        return driver().manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> foreseen.stream()
                        .noneMatch(pattern -> pattern.matcher(message).find()))
                .toList();
    }

    /** Has the console say something, by a regular expression, without failing the test. */
    void foresee(String regex) {
        foreseen.add(Pattern.compile(regex));
    }

    /** Opens an address, and waits until the view is complete. */
    void open(String address) {
        driver().get(address);
        awaitView();
    }

    void reload() {
        driver().navigate().refresh();
        awaitView();
    }

    void back() {
        driver().navigate().back();
    }

    String address() {
        return driver().getCurrentUrl();
    }

    String title() {
        return driver().getTitle();
    }

    void awaitView() {
        await("the view", () -> !all("#view:not([aria-busy]) h1").isEmpty());
    }

    /** What is tried again until it holds. */
    interface Condition {
        boolean holds();
    }

    void await(String what, Condition condition) {
        new WebDriverWait(driver(), PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(what)
                .until(ignored -> condition.holds());
    }

    /** As {@link #await}, while the reader comes back to the page again and again, which has it look for news at once. */
    void awaitNews(String what, Condition condition) {
        await(what, () -> {
            driver().executeScript("document.dispatchEvent(new Event('visibilitychange'))");
            return condition.holds();
        });
    }

    /** As {@link #awaitText}, of what is new. */
    void awaitNews(String selector, String... words) {
        awaitNews(selector + " says " + List.of(words), () -> says(selector, words));
    }

    private boolean says(String selector, String... words) {
        String said = text(selector);
        return List.of(words).stream().allMatch(said::contains);
    }

    /** Waits for words anywhere in an element. */
    void awaitText(String selector, String... words) {
        await(selector + " says " + List.of(words), () -> says(selector, words));
    }

    List<WebElement> all(String selector) {
        return driver().findElements(By.cssSelector(selector));
    }

    WebElement one(String selector) {
        await(selector, () -> !all(selector).isEmpty());
        return driver().findElement(By.cssSelector(selector));
    }

    /** What is written in the first element, spaces as spaces; nothing where there is none. */
    String text(String selector) {
        return plain((String)
                driver().executeScript("return document.querySelector(arguments[0])?.innerText ?? ''", selector));
    }

    /** What is written in each of the elements, seen or not. */
    List<String> texts(String selector) {
        List<?> texts = (List<?>) driver().executeScript(
                        "return [...document.querySelectorAll(arguments[0])].map(each => each.textContent)", selector);
        return texts.stream().map(text -> plain((String) text)).toList();
    }

    /** Numbers and dates are written with spaces that do not break, and names within marks that keep their direction. */
    static String plain(String text) {
        return text.replaceAll("[\u00a0\u202f\u2009]", " ").replaceAll("[\u2068\u2069]", "");
    }

    void click(String selector) {
        one(selector);
        driver().executeScript("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector);
        one(selector).click();
    }

    /** Clicks a link by its words. */
    void follow(String words) {
        await(words, () -> !driver().findElements(By.partialLinkText(words)).isEmpty());
        driver().findElement(By.partialLinkText(words)).click();
    }

    /** Clicks within an element, beside its middle. */
    void clickBeside(String selector, int right, int down) {
        WebElement element = one(selector);
        driver().executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        new Actions(driver()).moveToElement(element, right, down).click().perform();
    }

    /** Presses keys, or types, wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver()).sendKeys(keys).perform();
    }

    /** The id of the element that has the focus, or what is written in it. */
    String focused() {
        return plain((String) driver().executeScript(
                        "const at = document.activeElement; return at.id || at.innerText || at.tagName"));
    }

    /** Whether the element that has the focus is marked for the eye. */
    boolean isFocusSeen() {
        return (Boolean) driver().executeScript("""
                const at = document.activeElement.matches("input[type=radio]")
                    ? [document.activeElement, document.activeElement.parentElement]
                    : [document.activeElement];
                return at.some(each => {
                  const style = getComputedStyle(each);
                  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1
                      || style.boxShadow !== "none";
                });
                """);
    }

    Object run(String script, Object... arguments) {
        return driver().executeScript(script, arguments);
    }

    ChromeDriver driver() {
        return Objects.requireNonNull(driver);
    }

    void desktop() {
        size(1440, 900);
    }

    void phone() {
        size(390, 844);
    }

    private void size(int width, int height) {
        driver().executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    void isLight(boolean light) {
        driver().executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of(
                                "features",
                                List.of(Map.of("name", "prefers-color-scheme", "value", light ? "light" : "dark"))));
    }

    /** The language that the reader prefers. */
    void prefers(String tag) {
        driver().executeCdpCommand(
                        "Emulation.setUserAgentOverride",
                        Map.of(
                                "userAgent",
                                driver().executeScript("return navigator.userAgent"),
                                "acceptLanguage",
                                tag));
    }

    /** Has the server answer, or not, as after a cable was pulled. */
    void isOnline(boolean online) {
        driver().executeCdpCommand("Network.enable", Map.of());
        driver().executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", !online, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    private void readNetwork() {
        for (LogEntry entry : driver().manage().logs().get(LogType.PERFORMANCE)) {
            try {
                network.add(new ObjectMapper().readTree(entry.getMessage()).path("message"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Addresses that were asked for since the test began. */
    List<String> requested() {
        readNetwork();
        return network.stream()
                .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").asText())
                .filter(url -> !url.startsWith("data:") && !url.startsWith("about:") && !url.startsWith("chrome:"))
                .toList();
    }

    /** Bytes of answers as they came over the wire since the test began, of addresses that match. */
    long received(String regex) {
        readNetwork();
        Map<String, String> urls = new HashMap<>();
        long bytes = 0;
        for (JsonNode event : network) {
            String id = event.at("/params/requestId").asText();
            if (event.path("method").asText().equals("Network.requestWillBeSent")) {
                urls.put(id, event.at("/params/request/url").asText());
            } else if (event.path("method").asText().equals("Network.loadingFinished")
                    && urls.getOrDefault(id, "").matches(regex)) {
                bytes += event.at("/params/encodedDataLength").asLong();
            }
        }
        return bytes;
    }

    /** Waits until charts are drawn and nothing moves any more. */
    void awaitStillness() {
        driver().executeAsyncScript("""
                const done = arguments[0];
                const charts = [...document.querySelectorAll("[role=img].chart")];
                const look = () => charts.every(each => each.querySelector("canvas"))
                    ? requestIdleCallback(() => requestAnimationFrame(() => done()))
                    : requestAnimationFrame(look);
                look();
                """);
    }

    /** A picture of the page from its top on, of a pixel for each pixel of the page. */
    void screenshot(Path file, int height) {
        long width = (Long) driver().executeScript("return innerWidth");
        Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
        Map<String, Object> taken = driver().executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
        write(file, Base64.getDecoder().decode((String) taken.get("data")));
    }

    void screenshot(Path file) {
        write(file, driver().getScreenshotAs(OutputType.BYTES));
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
