package segmentmart.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.generate.NameList.Name;
import segmentmart.generate.NameList.Reason;

class NameListTest {
    private static final Path DUMPS = Path.of("..", "shared", "data", "names");

    @TempDir
    Path folder;

    private static NameList read(String... lines) throws IOException {
        byte[] dump = String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
        return NameList.read("dump.jsonl", new ByteArrayInputStream(dump));
    }

    private static String entry(String text, long num, String gender) {
        return "{\"text\": \"%s\", \"num\": %d, \"gender\": \"%s\", \"regorg\": {\"77\": 1}}"
                .formatted(text, num, gender);
    }

    @Test
    void keepsNamesThatManyBearAndSaysWhyTheOthersFell() throws IOException {
        NameList list = read(
                "\ufeff" + entry("Анна", 5001, "f"),
                entry(" Лев ", 90_000, "m"),
                entry("Анна-Мария", 6000, "f"),
                entry("И\u0306ова", 6000, "f"),
                entry("Редкий", 5000, "m"),
                entry("", 24_264, "m"),
                entry("  ", 24_264, "m"),
                entry("А.", 14_920, "m"),
                entry("Я", 14_920, "m"),
                entry("Сеpгей", 50_000, "m"),
                entry("Иван2", 50_000, "m"),
                entry("Шевченко", 20_591, "u"),
                "{\"text\": \"Ким\", \"num\": 18401}",
                "",
                "{\"text\": \"Ола\"}",
                "[1]",
                "null",
                "{\"text\":");
        assertThat(list.names()).extracting(Name::text).containsExactly("Анна", "Лев", "Анна-Мария", "Йова");
        assertThat(list.leftOut())
                .isEqualTo(Map.of(
                        Reason.RARE, 1L,
                        Reason.BLANK, 2L,
                        Reason.INITIAL, 2L,
                        Reason.NOT_A_NAME, 2L,
                        Reason.NO_GENDER, 2L,
                        Reason.NOT_AN_ENTRY, 4L));
        assertThat(list.summary())
                .startsWith("dump.jsonl: 4 of 17 kept, 1 of men and 3 of women; left out: 4 no JSON object")
                .contains("1 not over 5,000 bearers", "2 blank", "2 an initial", "2 no gender m or f");
    }

    @Test
    void realDumpsGiveOnlyRealFullNames() throws Exception {
        assumeThat(DUMPS).exists();
        FullNames names = FullNames.read(
                DUMPS.resolve("names_table.jsonl"),
                DUMPS.resolve("midnames_table.jsonl"),
                DUMPS.resolve("surnames_table.jsonl"));
        assertThat(names.lists()).extracting(list -> list.names().size()).containsExactly(183, 153, 430);
        SplitMix64 random = new SplitMix64(7L);
        for (int i = 0; i < 20_000; i++) {
            assertThat(drawn(names, random))
                    .matches("[А-ЯЁ][а-яё]+ ([А-ЯЁ][а-яё]+(ич) [А-ЯЁ][а-яё]+(?<!а)|[А-ЯЁ][а-яё]+на [А-ЯЁ][а-яё]+а)");
        }
    }

    private static String drawn(FullNames names, SplitMix64 random) {
        return String.join(
                " ",
                names.draw(random).stream()
                        .map(part -> new String(part, StandardCharsets.UTF_8))
                        .toList());
    }

    @Test
    void namesInsideNeedNoDump() throws Exception {
        FullNames names = FullNames.read(null, null, null);
        assertThat(names.lists())
                .allSatisfy(list -> assertThat(list.leftOut()).isEmpty())
                .allSatisfy(list -> assertThat(list.count(Gender.MALE)).isGreaterThanOrEqualTo(36))
                .allSatisfy(list -> assertThat(list.count(Gender.FEMALE)).isGreaterThanOrEqualTo(36));
    }

    @Test
    void commonNamesAreDrawnMoreOften() throws Exception {
        NameList first = read(entry("Частый", 90_000, "m"), entry("Иной", 10_000, "m"), entry("Анна", 9_000, "f"));
        NameList other = read(entry("Один", 9_000, "m"), entry("Одна", 9_000, "f"));
        FullNames names = FullNames.of(List.of(first, other, other));
        SplitMix64 random = new SplitMix64(1L);
        List<String> drawn = java.util.stream.Stream.generate(() -> drawn(names, random))
                .limit(10_000)
                .toList();
        assertThat(drawn.stream().filter("Частый Один Один"::equals).count()).isBetween(4_200L, 4_800L);
        assertThat(drawn.stream().filter("Анна Одна Одна"::equals).count()).isBetween(4_700L, 5_300L);
    }

    @Test
    void namesInAnotherScriptThanMostAreLeftOutAndCounted() throws Exception {
        NameList both = read(entry("Один", 9_000, "m"), entry("Одна", 9_000, "f"));
        NameList mixed = read(
                entry("Adam", 90_000, "m"),
                entry("Eva", 90_000, "f"),
                entry("Лев", 9_000, "m"),
                entry("Яна", 9_000, "f"));
        FullNames names = FullNames.of(List.of(mixed, both, both));
        assertThat(names.lists().get(0).summary())
                .isEqualTo(
                        "dump.jsonl: 2 of 4 kept, 1 of men and 1 of women; left out: 2 in another script than the rest");
        assertThat(drawn(names, new SplitMix64(1L))).matches("[А-Яа-я ]+");
    }

    @Test
    void dumpsThatGiveNoFullNamesAreRefusedWithTheReason() throws Exception {
        NameList both = read(entry("Один", 9_000, "m"), entry("Одна", 9_000, "f"));
        NameList latin = read(entry("Adam", 9_000, "m"), entry("Eva", 9_000, "f"));
        NameList men = read(entry("Лев", 9_000, "m"), entry("Яна", 5_000, "f"));
        assertThatThrownBy(() -> FullNames.of(List.of(both, both, men)))
                .isInstanceOf(NamesUnusable.class)
                .hasMessageContaining("no name for women: dump.jsonl: 1 of 2 kept")
                .hasMessageContaining("1 not over 5,000 bearers")
                .hasMessageContaining("give another dump");
        assertThatThrownBy(() -> FullNames.of(List.of(both, latin, both)))
                .isInstanceOf(NamesUnusable.class)
                .hasMessageContaining("no script has first names, patronymics and surnames of both genders");
        Path empty = Files.createFile(folder.resolve("empty.jsonl"));
        assertThatThrownBy(() -> FullNames.read(empty, null, null))
                .isInstanceOf(NamesUnusable.class)
                .hasMessageContaining("empty.jsonl is empty");
        assertThatThrownBy(() -> FullNames.read(folder.resolve("nowhere.jsonl"), null, null))
                .isInstanceOf(NoSuchFileException.class);
    }
}
