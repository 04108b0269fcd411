package segmentmart.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import segmentmart.TestDatabase;

/** Clients are found before the words of their names are kept, and after; as they are called now. */
class KeptWordsIT {
    /** More than a search looks at by the words. */
    private static final int MANY = 2_600;

    private static final String HEADER = "client_id,client_name,client_revenue\n";

    private ServedHome home;
    private JdbcClient jdbc;

    @BeforeEach
    void start(@TempDir Path root) throws Exception {
        home = ServedHome.start(root, TestDatabase.empty());
        jdbc = JdbcClient.create(TestDatabase.get().pool());
    }

    @AfterEach
    void end() {
        home.close();
        TestDatabase.empty();
    }

    @Test
    void manyAreFoundPageByPage() {
        StringBuilder text = new StringBuilder(HEADER);
        IntStream.rangeClosed(1, MANY).forEach(id -> text.append(id).append(",Иван Числов,1\n"));
        text.append(MANY + 1).append(",Пётр Числов,1\n");
        home.drop("clients.csv", text.toString());
        List<Integer> all = IntStream.rangeClosed(1, MANY).boxed().toList();
        assertThat(found("иван")).isEqualTo(all);
        awaitKept();
        assertThat(found("иван")).isEqualTo(all);
        assertThat(found("пет чис")).containsExactly(MANY + 1);
        assertThat(found("иван пет")).isEmpty();
    }

    @Test
    void aNewNameTakesThePlaceOfTheOldOneAndARetractionBringsItBack() throws Exception {
        home.drop("clients-a.csv", HEADER + "1,Иван Первый,1\n2,Анна Вторая,1\n");
        awaitKept();
        home.drop("clients-b.csv", HEADER + "1,Пётр Новый,1\n3,Олег Третий,1\n");
        assertIsNow("пет", 1);
        assertIsNow("перв");
        assertIsNow("олег", 3);
        awaitKept();
        assertIsNow("пет", 1);
        assertIsNow("перв");
        assertIsNow("олег", 3);
        home.retract("clients-b.csv");
        awaitKept();
        assertIsNow("пет");
        assertIsNow("перв", 1);
        assertIsNow("олег");
        assertIsNow("анна", 2);
        assertThat(jdbc.sql("select count(*) from staging.client_words")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    private void assertIsNow(String search, Integer... ids) {
        assertThat(found(search)).as(search).containsExactly(ids);
    }

    private void awaitKept() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.sql("select count(*) from staging.unsearchable_load")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private List<Integer> found(String search) {
        List<Integer> ids = new ArrayList<>();
        int after = 0;
        while (true) {
            JsonNode page = home.api().json("/api/clients?limit=200&after=" + after + "&search=" + Api.encoded(search));
            page.get("clients")
                    .forEach(client -> ids.add(client.get("client_id").asInt()));
            if (page.get("next").isNull()) {
                return ids;
            }
            after = page.get("next").asInt();
        }
    }
}
