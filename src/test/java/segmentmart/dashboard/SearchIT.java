package segmentmart.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import segmentmart.TestDatabase;

/** Clients by the beginnings of the words of their names. */
class SearchIT {
    private static final int FIRST_RANDOM = 1000;
    private static final int RANDOM = 400;
    private static final String LETTERS = "аабвеёёийлАЕЁ";
    private static final String BETWEEN = " -.'";

    private static final List<String> NAMES = new ArrayList<>();
    private static ServedHome home;

    @BeforeAll
    static void load(@TempDir Path root) throws Exception {
        home = ServedHome.start(root, TestDatabase.empty());
        ExampleBank.load(home);
        Random random = new Random(1);
        StringBuilder text = new StringBuilder(ExampleBank.CLIENTS);
        for (int i = 0; i < RANDOM; i++) {
            String name = randomName(random);
            NAMES.add(name);
            text.append(FIRST_RANDOM + i).append(',').append(name).append(",1\n");
        }
        // A later drop says nothing of the clients of an earlier one, unless it is a snapshot.
        home.drop("clients-random.csv", text.toString());
    }

    @AfterAll
    static void end() {
        home.close();
        TestDatabase.empty();
    }

    private static String randomName(Random random) {
        StringBuilder name = new StringBuilder();
        for (int word = 0; word < 1 + random.nextInt(3); word++) {
            if (word > 0) {
                name.append(BETWEEN.charAt(random.nextInt(BETWEEN.length())));
            }
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
        }
        return name.toString();
    }

    private static List<Integer> found(String search, String... more) {
        List<Integer> ids = new ArrayList<>();
        JsonNode page = home.api().json("/api/clients?limit=200&search=" + Api.encoded(search) + String.join("", more));
        page.get("clients").forEach(client -> ids.add(client.get("client_id").asInt()));
        if (!page.get("next").isNull()) {
            ids.addAll(found(search, "&after=" + page.get("next").asInt()));
        }
        return ids;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            зор                  | 13
            ЗОРИН роб            | 13
            павл роберт зо       | 13
            артем                | 10
            Артём                | 10
            фёдоровна            | 12
            федоровна            | 12
            королев              | 16
            залесский            | 16
            Королёв-Залесский    | 16
            "зор"                | 13
            зорин & роберт       |
            орин                 |
            """)
    void beginningsOfWordsInAnyOrderFindTheName(String search, Integer id) {
        assertThat(found(search)).isEqualTo(id == null ? List.of() : List.of(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "''",
                "\\",
                "\\'",
                "зор'",
                "зор:*",
                "!зор",
                "зор & !роб",
                "(зор",
                "зор)",
                "<->",
                "зор <-> роб",
                "|",
                "%",
                "_",
                "\"",
                "\"\"",
                "а:b:c",
                "';drop table staging.clients;--",
                "\u0001",
                "😀",
                "\u202eзор",
                "*",
                ":"
            })
    void operatorsAndQuotesAreHarmless(String search) {
        assertThat(found(search)).isInstanceOf(List.class);
        assertThat(found("зор")).containsExactly(13);
    }

    @Test
    void idFindsTheClientAlone() {
        assertThat(found("13")).containsExactly(13);
        assertThat(found("0013")).containsExactly(13);
        assertThat(found(" 13 ")).containsExactly(13);
        assertThat(found("999999")).isEmpty();
        assertThat(found("99999999999")).isEmpty();
    }

    @Test
    void segmentNarrowsTheSearch() {
        String one = "&segment=" + Api.encoded(ExampleBank.ONE);
        assertThat(found("", one))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 13).boxed().toList());
        assertThat(found("зор", one)).containsExactly(13);
        assertThat(found("королёв", one)).isEmpty();
        assertThat(found("", "&segment=nobody")).isEmpty();
    }

    @Test
    void idIsSoughtInTheSegmentToo() {
        assertThat(found("13", "&segment=" + Api.encoded(ExampleBank.ONE))).containsExactly(13);
        assertThat(found("16", "&segment=" + Api.encoded(ExampleBank.ONE))).isEmpty();
    }

    @Test
    void findsWhatReadingThroughAllNamesFinds() {
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            List<String> words = Stream.generate(() -> randomName(random).substring(0, 1 + random.nextInt(2) / 2))
                    .limit(1 + random.nextInt(2))
                    .map(word -> word + LETTERS.charAt(random.nextInt(LETTERS.length())))
                    .toList();
            String search = String.join(" ", words);
            List<Integer> expected = IntStream.range(0, RANDOM)
                    .filter(name -> words.stream().allMatch(word -> hasWord(NAMES.get(name), word)))
                    .mapToObj(name -> FIRST_RANDOM + name)
                    .toList();
            assertThat(found(search).stream().filter(id -> id >= FIRST_RANDOM).toList())
                    .as(search)
                    .isEqualTo(expected);
        }
    }

    private static boolean hasWord(String name, String beginning) {
        return Arrays.stream(folded(name).split("[ .-]+")).anyMatch(word -> word.startsWith(folded(beginning)));
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT).replace('ё', 'е');
    }
}
