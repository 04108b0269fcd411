package segmentmart.generate;

import java.io.IOException;
import java.io.InputStream;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;
import org.jspecify.annotations.Nullable;
import segmentmart.generate.NameList.Name;

/**
 * Full names: first name, patronymic and surname of one gender and in one script, each as frequent as its dump says.
 * Immutable; for any thread.
 */
public final class FullNames {
    private static final List<String> PARTS = List.of("names", "midnames", "surnames");

    private final List<NameList> lists;
    private final Map<Gender, List<Part>> parts = new EnumMap<>(Gender.class);

    /** The names of one part and gender, and their draw. */
    private record Part(List<byte[]> names, SharedStateDiscreteSampler sampler) {
        static Part of(List<Name> names) {
            // The provider is a placeholder: every draw brings its own.
            UniformRandomProvider none = new SplitMix64(0L);
            double[] weights = names.stream().mapToDouble(Name::bearers).toArray();
            return new Part(
                    names.stream()
                            .map(name -> name.text().getBytes(StandardCharsets.UTF_8))
                            .toList(),
                    AliasMethodDiscreteSampler.of(none, weights));
        }

        byte[] draw(UniformRandomProvider random) {
            return names.get(sampler.withUniformRandomProvider(random).sample());
        }
    }

    private FullNames(List<NameList> lists) {
        this.lists = lists;
        for (Gender gender : Gender.values()) {
            parts.put(
                    gender, lists.stream().map(list -> Part.of(list.of(gender))).toList());
        }
    }

    /**
     * Reads the three dumps, each null for the list that ships inside.
     *
     * @throws IOException if a dump cannot be read
     * @throws NamesUnusable if a dump is empty, or has no name of one gender
     */
    public static FullNames read(@Nullable Path first, @Nullable Path patronymic, @Nullable Path surname)
            throws IOException, NamesUnusable {
        Path[] dumps = {first, patronymic, surname};
        List<NameList> lists = new ArrayList<>();
        for (int i = 0; i < dumps.length; i++) {
            lists.add(read(PARTS.get(i), dumps[i]));
        }
        return of(lists);
    }

    private static NameList read(String part, @Nullable Path dump) throws IOException {
        String inside = part + "_table.jsonl";
        try (InputStream in = dump != null
                ? Files.newInputStream(dump)
                : Objects.requireNonNull(FullNames.class.getResourceAsStream(inside), inside)) {
            return NameList.read(dump != null ? dump.toString() : "the " + part + " inside", in);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemException(String.valueOf(dump), null, e.getMessage());
        }
    }

    /** Full names of three lists, in the script that most bearers are written in. */
    static FullNames of(List<NameList> lists) throws NamesUnusable {
        for (NameList list : lists) {
            if (list.lines() == 0) {
                throw new NamesUnusable(
                        list.source() + " is empty (expected a line {\"text\": …, \"num\": …, \"gender\": "
                                + "\"m\" or \"f\"} for each name): give another dump, or none to use the names inside");
            }
            for (Gender gender : Gender.values()) {
                if (list.count(gender) == 0) {
                    throw new NamesUnusable("no name for " + gender.people() + ": " + list.summary()
                            + ": give another dump, or none to use the names inside");
                }
            }
        }
        Set<UnicodeScript> complete = EnumSet.noneOf(UnicodeScript.class);
        lists.forEach(list -> list.names().forEach(name -> complete.add(name.script())));
        complete.removeIf(script -> !isComplete(lists, script));
        UnicodeScript script = complete.stream()
                .max(Comparator.comparing(s -> bearers(lists, s)))
                .orElseThrow(() -> new NamesUnusable("no script has first names, patronymics and surnames of both "
                        + "genders: "
                        + lists.stream().map(NameList::source).collect(Collectors.joining(", "))
                        + ": give dumps that are written in the same script"));
        return new FullNames(lists.stream().map(list -> list.in(script)).toList());
    }

    private static boolean isComplete(List<NameList> lists, UnicodeScript script) {
        return lists.stream()
                .map(list -> list.in(script))
                .allMatch(list -> list.count(Gender.MALE) > 0 && list.count(Gender.FEMALE) > 0);
    }

    private static double bearers(List<NameList> lists, UnicodeScript script) {
        return lists.stream()
                .flatMap(list -> list.in(script).names().stream())
                .mapToDouble(Name::bearers)
                .sum();
    }

    /** The lists that names are drawn from. */
    public List<NameList> lists() {
        return lists;
    }

    /** Draws the three parts of a full name, in UTF-8; letters, blanks, hyphens and apostrophes only. */
    List<byte[]> draw(UniformRandomProvider random) {
        Gender gender = random.nextBoolean() ? Gender.MALE : Gender.FEMALE;
        List<Part> three = Objects.requireNonNull(parts.get(gender));
        return List.of(
                three.get(0).draw(random),
                three.get(1).draw(random),
                three.get(2).draw(random));
    }
}
