package segmentmart.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;

/** Files given to the dashboard, and what it tells of them. */
class OperationsIT {
    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    Path root;

    private ServedHome home;

    @BeforeEach
    void start() throws Exception {
        home = ServedHome.start(root.resolve("home"), TestDatabase.empty(), Map.of("HTTP_MAX_UPLOAD_MB", "1"));
    }

    @AfterEach
    void end() {
        home.close();
    }

    @AfterAll
    static void leaveNothing() {
        TestDatabase.empty();
    }

    private void open(String path) {
        browser.open(home.address() + path);
    }

    private void upload(String name, String text) throws IOException {
        Path file =
                Files.writeString(Files.createDirectories(root.resolve("files")).resolve(name), text);
        browser.one("#files").sendKeys(file.toString());
    }

    @Test
    void uploadedDropsArriveInTheLedgerAndInTheFigures() throws IOException {
        open("/");
        browser.awaitText("#view", "segment-mart demo");
        browser.click("#to-operations");
        browser.awaitText("#loads", "Загрузок ещё не было");
        upload("clients.csv", ExampleBank.CLIENTS + "1,Анна Белова,50000\n2,Борис Громов,60000\n");
        browser.awaitText("#upload .drops", "clients.csv", "загружен");
        upload("product_usage.csv", ExampleBank.USES + "1,Вклад,2025-05-24\n");
        browser.awaitText("#loads", "product_usage.csv", "clients.csv");
        browser.awaitNews("#freshness", "Данные на 24 мая 2025");

        browser.click("#to-segments");
        browser.awaitText("#segments .says", "1 клиент");
        home.drop("product_usage-2.csv", ExampleBank.USES + "2,Вклад,2025-05-25\n");
        browser.awaitNews("#segments .says", "2 клиента");
        browser.awaitNews("#freshness", "Данные на 25 мая 2025");
    }

    @Test
    void brokenRecordsAreExplainedAndTheirFileCorrected() throws Exception {
        home.drop("clients.csv", ExampleBank.CLIENTS + "1,Анна Белова,50000\n");
        open("/operations");
        upload(
                "product_usage.csv",
                ExampleBank.USES + "1,Вклад,2025-05-24\n1,Ипотека,31.02.2025\n1,Вклад,2025-05-23\n");
        browser.awaitText("#upload .drops", "загружен", "№ 2");
        browser.awaitText("#rejects", "1", "Такой даты нет");
        browser.follow("№ 2");
        browser.awaitText("#load .set-aside", "3", "usage_date", "31.02.2025", "Такой даты нет", "не исправлена");

        String address = browser.one("#load .set-aside a.button").getDomProperty("href");
        String correctable = home.api().get(URI.create(address).getPath()).body();
        assertThat(correctable).contains("1,Ипотека,31.02.2025").doesNotContain("Вклад");
        String name = home.api()
                .get(URI.create(address).getPath())
                .headers()
                .firstValue("Content-Disposition")
                .orElseThrow()
                .replaceFirst(".*UTF-8''", "");
        upload(name, correctable.replace("31.02.2025", "2025-02-28"));
        browser.awaitText("#load .set-aside", "исправлена: " + name);
        browser.awaitText("#rejects", "Неисправленных записей нет");
    }

    @Test
    void dropThatFailsSaysWhy() throws IOException {
        open("/operations");
        upload("clients.csv", "номер;кто\n1;Анна\n");
        browser.awaitText("#loads", "clients.csv", "не загружен", "its header, line 1, lacks client_name");
        browser.awaitNews("#freshness", "clients.csv", "не загружен");
    }

    @Test
    void fileThatTheInboxWouldNotTakeIsRefusedInWords() throws IOException {
        open("/operations");
        browser.awaitText("#inbox", "Все файлы разобраны");
        upload("orders.csv", "x");
        browser.awaitText("#upload .drops", "orders.csv", "Не принят", "clients", "product_usage");
        upload("clients-large.csv", "x".repeat(1_000_001));
        browser.awaitText("#upload .drops", "clients-large.csv", "1 МБ");
        assertThat(home.inbox()).isEmptyDirectory();
    }

    @Test
    void refreshThatFailsIsToldBesideTheFiguresAsTheyWere() throws Exception {
        home.drop("clients.csv", ExampleBank.CLIENTS + "1,Анна Белова,50000\n");
        home.drop("product_usage.csv", ExampleBank.USES + "1,Вклад,2025-05-24\n");
        open("/");
        browser.awaitText("#segments .says", "1 клиент");
        TestDatabase.execute("""
                create schema test;
                create function test.refuse() returns trigger language plpgsql as
                    $$ begin raise exception 'the disk of the mart is full'; end $$;
                create trigger refuse before insert or update on data_mart.client_segments
                    for each statement execute function test.refuse();
                """);
        try {
            home.api()
                    .put(
                            "product_usage-2.csv",
                            (ExampleBank.USES + "1,Ипотека,2025-05-25\n").getBytes(StandardCharsets.UTF_8));
            browser.awaitNews("#freshness", "Обновить витрину не удалось", "the disk of the mart is full");
            browser.awaitNews("#freshness", "не вошла 1 загрузка", "Данные на 24 мая 2025");
            assertThat(browser.text("#segments .says")).contains("1 клиент");
            browser.click("#to-operations");
            browser.awaitText("#refreshes", "не удалось", "the disk of the mart is full");
        } finally {
            TestDatabase.execute("drop trigger if exists refuse on data_mart.client_segments");
            TestDatabase.execute("drop schema if exists test cascade");
        }
        browser.click("#refreshes button");
        browser.awaitNews("#freshness", "Данные на 25 мая 2025");
        assertThat(browser.text("#freshness")).doesNotContain("не удалось");
    }

    @Test
    void serverThatGoesAwayIsToldAndTheFiguresStay() {
        home.drop("clients.csv", ExampleBank.CLIENTS + "1,Анна Белова,50000\n");
        home.drop("product_usage.csv", ExampleBank.USES + "1,Вклад,2025-05-24\n");
        open("/");
        browser.awaitText("#segments .says", "1 клиент");
        browser.foresee("ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|503");
        browser.isOnline(false);
        browser.awaitNews("#freshness", "Сервер не отвечает");
        assertThat(browser.text("#segments .says")).contains("1 клиент");
        browser.click("#to-clients");
        browser.awaitText("#view", "Сервер не отвечает");
        browser.isOnline(true);
        browser.awaitNews("the server again", () -> !browser.text("#freshness").contains("Сервер не отвечает"));
        browser.awaitText("#found", "Анна Белова");
    }

    @Test
    void databaseThatGoesAwayIsToldAndWhatIsNewComesOnceItIsBack() throws SQLException {
        home.drop("clients.csv", ExampleBank.CLIENTS + "1,Анна Белова,50000\n");
        home.drop("product_usage.csv", ExampleBank.USES + "1,Вклад,2025-05-24\n");
        open("/");
        browser.awaitText("#segments .says", "1 клиент");
        browser.foresee("503");
        try (Away away = new Away(TestDatabase.get())) {
            browser.awaitNews("#freshness", "База данных не отвечает");
            assertThat(browser.text("#segments .says")).contains("1 клиент");
        }
        browser.awaitNews(
                "the database again", () -> !browser.text("#freshness").contains("не отвечает"));
    }
}
