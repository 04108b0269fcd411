package segmentmart.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** What is generated, whatever the plan and the dumps. */
class GeneratorTest {
    private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
    private static final Plan ORIGINAL =
            new Plan(100, 200, MAY, MAY.plusDays(30), Profile.UNIFORM, Format.CSV, false, 1, 0);

    private Path folder = Path.of("");

    @BeforeTry
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("segment-mart-generate");
    }

    @AfterTry
    void removeFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Generated(byte[] clients, byte[] usage, Truth truth) {}

    private Generated generate(Plan plan, FullNames names, String ending) {
        try {
            Path at = Files.createTempDirectory(folder, "drops");
            Generator.Target target = Generator.Target.in(at, ending, false);
            Truth truth = new Generator(plan, names).write(target, rows -> {});
            try (Stream<Path> files = Files.list(at)) {
                assertThat(files.map(f -> f.getFileName().toString()))
                        .containsExactlyInAnyOrder("clients" + ending, "product_usage" + ending, "truth.json");
            }
            assertThat(target.truth()).hasContent(truth.json());
            return new Generated(Files.readAllBytes(target.clients()), Files.readAllBytes(target.usage()), truth);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Generated generate(Plan plan) {
        return generate(plan, inside(), "." + plan.format().word());
    }

    private static FullNames inside() {
        try {
            return FullNames.read(null, null, null);
        } catch (IOException | NamesUnusable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The values of each record, without those of the header. */
    private static List<List<String>> records(byte[] drop, Format format) {
        String text = new String(drop, StandardCharsets.UTF_8);
        try {
            if (format == Format.CSV) {
                assertThat(text).startsWith("\ufeff");
                try (CSVParser parser = CSVParser.parse(text.substring(1), CSVFormat.DEFAULT)) {
                    return parser.stream().skip(1).map(r -> r.stream().toList()).toList();
                }
            }
            ObjectMapper mapper = new ObjectMapper();
            List<List<String>> records = new ArrayList<>();
            for (String line : text.lines().toList()) {
                List<String> values = new ArrayList<>();
                mapper.readTree(line).forEach(value -> values.add(value.asText()));
                records.add(values);
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Example
    void defaultsAreWhatTheSourceSystemWrites() throws IOException {
        Generated generated = generate(ORIGINAL);
        assertThat(new String(generated.clients(), StandardCharsets.UTF_8))
                .startsWith("\ufeffclient_name,client_revenue\n")
                .matches("(?s)\ufeff[^\n]+\n([А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+,\\d{2,3}000\n){100}");
        assertThat(new String(generated.usage(), StandardCharsets.UTF_8))
                .startsWith("\ufeffclient_id,product,usage_date\n")
                .matches("(?s)\ufeff[^\n]+\n(\\d{1,3},[А-Яа-я0-9 ]+,2025-05-[0-3]\\d [0-2]\\d:[0-5]\\d:00\n){200}");
        JsonNode truth = new ObjectMapper().readTree(generated.truth().json());
        assertThat(truth.at("/mart/as_of").asText()).isEqualTo("2025-05-31");
        assertThat(truth.has("planted")).isFalse();
    }

    @Provide
    Arbitrary<Plan> plans() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 300),
                        Arbitraries.integers().between(0, 600),
                        Arbitraries.integers().between(1, 400),
                        Arbitraries.of(Profile.class),
                        Arbitraries.of(Format.class),
                        Arbitraries.of(true, false),
                        Arbitraries.longs(),
                        Arbitraries.of(0.0, 0.01, 0.2, 0.5))
                .as((clients, usages, days, profile, format, ids, seed, bad) ->
                        new Plan(clients, usages, MAY, MAY.plusDays(days - 1L), profile, format, ids, seed, bad));
    }

    /** Dumps with oddities, of one script or of two. */
    @Provide
    Arbitrary<FullNames> dumps() {
        Arbitrary<String> cyrillic =
                Arbitraries.strings().withChars("абвгдеё").ofMinLength(2).ofMaxLength(6);
        Arbitrary<String> latin =
                Arbitraries.strings().withChars("abcdefg").ofMinLength(2).ofMaxLength(6);
        Arbitrary<String> odd =
                Arbitraries.of("", " ", "А.", "я", "Сеpгей", "а,б", "\\\"аб\\\"", "аб\\u0000", "аб\\nв");
        Arbitrary<String> text = Arbitraries.frequencyOf(Tuple.of(6, cyrillic), Tuple.of(2, latin), Tuple.of(2, odd));
        Arbitrary<String> entry = Combinators.combine(
                        text,
                        Arbitraries.of(1, 5_000, 5_001, 1_000_000),
                        Arbitraries.of("\"m\"", "\"f\"", "\"u\"", "null"))
                .as(GeneratorTest::entry);
        Arbitrary<NameList> list = entry.list().ofMaxSize(30).map(entries -> {
            // Each gender has a name of its own letters, so that agreement can be seen.
            List<String> lines = new ArrayList<>(
                    entries.stream().map(e -> e.replace("\"m\"", "\"f\"")).toList());
            lines.add(entry("яя", 6_000, "\"m\""));
            lines.add(entry("жжж", 6_000, "\"f\""));
            return read(lines);
        });
        return Combinators.combine(list, list, list).as((a, b, c) -> {
            try {
                return FullNames.of(List.of(a, b, c));
            } catch (NamesUnusable e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String entry(String text, int num, String gender) {
        return "{\"text\": \"%s\", \"num\": %d, \"gender\": %s}".formatted(text, num, gender);
    }

    private static NameList read(List<String> lines) {
        try {
            return NameList.read(
                    "dump", new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 60)
    void fullNamesAgreeInGenderAndScript(@ForAll @From("dumps") FullNames names, @ForAll long seed) {
        Plan plan = new Plan(200, 0, MAY, MAY, Profile.BANK, Format.CSV, true, seed, 0);
        for (List<String> record : records(generate(plan, names, ".csv").clients(), Format.CSV)) {
            List<String> parts = List.of(record.get(1).split(" "));
            assertThat(parts).hasSize(3);
            assertThat(record.get(1)).matches("[а-яё ]+");
            assertThat(parts.stream().filter("яя"::equals).count()).isIn(0L, 3L);
        }
    }

    @Property(tries = 150)
    void recordsStayWithinTheirRangesAndTheTruthHoldsThem(@ForAll @From("plans") Plan withBad) {
        Plan plan = new Plan(
                withBad.clients(),
                withBad.usages(),
                withBad.from(),
                withBad.to(),
                withBad.profile(),
                withBad.format(),
                withBad.ids(),
                withBad.seed(),
                0);
        Generated generated = generate(plan);
        List<List<String>> clients = records(generated.clients(), plan.format());
        List<List<String>> usage = records(generated.usage(), plan.format());
        assertThat(clients).hasSize(plan.clients());
        assertThat(usage).hasSize(plan.usages());
        for (int i = 0; i < clients.size(); i++) {
            List<String> client = clients.get(i);
            int revenue = Integer.parseInt(client.get(client.size() - 1));
            assertThat(revenue).isBetween(30_000, 500_000);
            assertThat(revenue % 1_000).isZero();
            assertThat(client).hasSize(plan.ids() ? 3 : 2);
            if (plan.ids()) {
                assertThat(client.get(0)).isEqualTo(String.valueOf(i + 1));
            }
        }
        Map<Integer, Set<String>> products = new HashMap<>();
        Map<String, Long> byProduct = new HashMap<>();
        LocalDate newest = LocalDate.MIN;
        for (List<String> use : usage) {
            int client = Integer.parseInt(use.get(0));
            assertThat(client).isBetween(1, plan.clients());
            LocalDate day = LocalDate.parse(use.get(2).substring(0, 10));
            assertThat(day).isBetween(plan.from(), plan.to());
            newest = day.isAfter(newest) ? day : newest;
            products.computeIfAbsent(client, c -> new HashSet<>()).add(use.get(1));
            byProduct.merge(use.get(1), 1L, Long::sum);
        }
        Truth.Mart mart = generated.truth().mart();
        assertThat(mart.clients()).isEqualTo(products.size());
        assertThat(mart.clientsWithoutProducts()).isEqualTo(plan.clients() - products.size());
        assertThat(mart.orphans()).isZero();
        assertThat(mart.asOf()).isEqualTo(usage.isEmpty() ? null : newest.toString());
        Map<String, Long> segments = products.values().stream()
                .collect(Collectors.groupingBy(
                        set -> Tally.SEGMENTS.get(Math.min(set.size(), 3) - 1), Collectors.counting()));
        Tally.SEGMENTS.forEach(segment -> segments.putIfAbsent(segment, 0L));
        assertThat(mart.segments()).isEqualTo(segments);
        Map<String, Long> told = new TreeMap<>(generated.truth().figures().usesByProduct());
        told.values().removeIf(uses -> uses == 0);
        assertThat(told).isEqualTo(byProduct);
    }

    @Property(tries = 40)
    void sameSeedGivesTheSameBytesWhateverTheLocaleAndTimeZone(
            @ForAll @From("plans") Plan plan, @ForAll @From("dumps") FullNames names) {
        Generated here = generate(plan, names, "." + plan.format().word());
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
            Generated there = generate(plan, names, "." + plan.format().word());
            assertThat(there.clients()).isEqualTo(here.clients());
            assertThat(there.usage()).isEqualTo(here.usage());
            assertThat(there.truth().json()).isEqualTo(here.truth().json());
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Example
    void anotherSeedGivesOtherDrops() {
        Generated one = generate(ORIGINAL);
        Generated other = generate(new Plan(100, 200, MAY, MAY.plusDays(30), Profile.UNIFORM, Format.CSV, false, 2, 0));
        assertThat(other.clients()).isNotEqualTo(one.clients());
        assertThat(other.usage()).isNotEqualTo(one.usage());
    }

    @Property(tries = 40)
    void bothFormatsAndPackedOnesHoldTheSame(@ForAll @From("plans") Plan any) throws IOException {
        Generated csv = generate(with(any, Format.CSV, 0));
        Generated jsonl = generate(with(any, Format.JSONL, 0));
        assertThat(records(jsonl.clients(), Format.JSONL)).isEqualTo(records(csv.clients(), Format.CSV));
        assertThat(records(jsonl.usage(), Format.JSONL)).isEqualTo(records(csv.usage(), Format.CSV));
        Generated packed = generate(with(any, Format.CSV, 0), inside(), ".csv.gz");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.usage()))) {
            assertThat(in.readAllBytes()).isEqualTo(csv.usage());
        }
    }

    private static Plan with(Plan plan, Format format, double bad) {
        return new Plan(
                plan.clients(),
                plan.usages(),
                plan.from(),
                plan.to(),
                plan.profile(),
                format,
                plan.ids(),
                plan.seed(),
                bad);
    }

    @Property(tries = 60)
    void exactlyTheShareAskedForIsBadAndTheOthersStayAsTheyAre(@ForAll @From("plans") Plan plan) {
        Generated good = generate(with(plan, plan.format(), 0));
        Generated bad = generate(plan);
        assertBroken(bad.truth(), 0, good.clients(), bad.clients(), plan.clients(), plan.bad());
        assertBroken(bad.truth(), 1, good.usage(), bad.usage(), plan.usages(), plan.bad());
    }

    private static void assertBroken(Truth truth, int n, byte[] good, byte[] bad, int records, double share) {
        Truth.Drop drop = truth.drops().get(n);
        assertThat((double) drop.rejected()).isCloseTo(records * share, within(0.5));
        assertThat(drop.rejected() * 2).isLessThanOrEqualTo(records);
        assertThat(drop.loaded() + drop.rejected()).isEqualTo(records);
        Set<Long> lines = truth.rejects().stream()
                .filter(rejects -> rejects.drop().equals(drop.name()))
                .flatMap(rejects -> rejects.lines().stream())
                .collect(Collectors.toSet());
        assertThat(lines).hasSize((int) drop.rejected());
        List<String> goodLines = lines(good);
        List<String> badLines = lines(bad);
        assertThat(badLines).hasSameSizeAs(goodLines);
        for (int i = 0; i < goodLines.size(); i++) {
            assertThat(badLines.get(i).equals(goodLines.get(i)))
                    .as("line %d is as it was", i + 1)
                    .isEqualTo(!lines.contains(i + 1L));
        }
    }

    private static List<String> lines(byte[] drop) {
        return List.of(new String(drop, StandardCharsets.ISO_8859_1).split("\n", -1));
    }

    @Example
    void womenAreAboutAsManyAsMenAndEveryProductIsUsed() {
        Generated generated =
                generate(new Plan(20_000, 50_000, MAY, MAY.plusDays(30), Profile.UNIFORM, Format.CSV, false, 3, 0));
        long women = records(generated.clients(), Format.CSV).stream()
                .filter(client -> client.get(0).matches(".+на .+"))
                .count();
        assertThat(women).isBetween(9_700L, 10_300L);
        assertThat(generated.truth().figures().usesByProduct())
                .hasSize(11)
                .allSatisfy((product, uses) -> assertThat(uses).isBetween(4_200L, 4_900L));
    }

    @Example
    void clientsFillSeveralBlocksAndAllAreReached() {
        Generated generated =
                generate(new Plan(600_001, 1_200_003, MAY, MAY, Profile.UNIFORM, Format.CSV, false, 5, 0));
        long[] uses = new long[600_002];
        long records = 0;
        for (String line : lines(generated.usage()).subList(1, 1_200_004)) {
            uses[Integer.parseInt(line.substring(0, line.indexOf(',')))]++;
            records++;
        }
        assertThat(records).isEqualTo(1_200_003);
        long without = -1;
        for (long n : uses) {
            without += n == 0 ? 1 : 0;
        }
        assertThat(generated.truth().mart().clientsWithoutProducts()).isEqualTo(without);
        // Of 2 uses a client on average, e^-2 of the clients get none.
        assertThat(without / 600_001.0).isBetween(0.134, 0.137);
    }

    @Example
    void bankProfilePlantsEffectsAndUniformNone() {
        LocalDate january = LocalDate.of(2025, 1, 1);
        LocalDate june = LocalDate.of(2025, 6, 30);
        Truth bank = generate(new Plan(50_000, 600_000, january, june, Profile.BANK, Format.CSV, false, 1, 0))
                .truth();
        assertThat(Objects.requireNonNull(bank.planted()).affinities())
                .hasSize(3)
                .allSatisfy(
                        affinity -> assertThat(affinity.lift().doubleValue()).isGreaterThan(1.15));
        assertThat(bank.figures().revenueBands())
                .extracting(
                        band -> Objects.requireNonNull(band.meanUsageCount()).doubleValue())
                .isSorted();
        assertThat(spearman(bank)).isGreaterThan(0.2);
        assertThat(bank.figures().recency())
                .extracting(recency -> -recency.medianDaysSinceLastUse().doubleValue())
                .isSorted();
        assertThat(bank.mart().clientsWithoutProducts()).isGreaterThan(4_000);
        Truth.Planted planted = Objects.requireNonNull(bank.planted());
        Truth.Chance without = planted.withoutProducts();
        assertThat(without.clients()).isEqualTo(50_000);
        assertThat((double) without.happened() / without.clients()).isCloseTo(0.08, within(0.004));
        assertThat(planted.quiet())
                .hasSize(3)
                .allSatisfy(quiet -> assertThat((double) quiet.happened() / quiet.clients())
                        .isCloseTo(quiet.probability().doubleValue(), within(0.02)));

        Truth uniform = generate(new Plan(50_000, 600_000, january, june, Profile.UNIFORM, Format.CSV, false, 1, 0))
                .truth();
        assertThat(uniform.planted()).isNull();
        assertThat(uniform.figures().productPairs())
                .hasSize(55)
                .allSatisfy(pair -> assertThat(pair.lift().doubleValue()).isBetween(0.97, 1.03));
        // Three standard errors of a correlation of 50,000 independent pairs.
        assertThat(spearman(uniform)).isBetween(-0.0135, 0.0135);
    }

    @Example
    void bankProfileHasSeasonsWeekendsNightsAndAFewWhoDoVeryMuch() {
        LocalDate january = LocalDate.of(2025, 1, 1);
        Generated generated = generate(
                new Plan(20_000, 400_000, january, january.plusDays(364), Profile.BANK, Format.CSV, false, 1, 0));
        long[] byWeekday = new long[8];
        long[] byHour = new long[24];
        long[] byClient = new long[20_001];
        for (List<String> use : records(generated.usage(), Format.CSV)) {
            byWeekday[
                    LocalDate.parse(use.get(2).substring(0, 10)).getDayOfWeek().getValue()]++;
            byHour[Integer.parseInt(use.get(2).substring(11, 13))]++;
            byClient[Integer.parseInt(use.get(0))]++;
        }
        assertThat((double) byWeekday[6] / byWeekday[3]).isBetween(0.63, 0.74);
        assertThat((double) byWeekday[7] / byWeekday[3]).isBetween(0.45, 0.54);
        assertThat(byHour[3] * 10).isLessThan(byHour[12]);
        Arrays.sort(byClient);
        long most = Arrays.stream(byClient, 19_801, 20_001).sum();
        // The first of a hundred would do 4,000 if all did alike.
        assertThat(most).isBetween(32_000L, 80_000L);
        Map<String, Long> months = generated.truth().figures().usesByMonth();
        assertThat((double) months.getOrDefault("2025-12", 0L) / months.getOrDefault("2025-11", 1L))
                .as("140 to 115, by 31 days to 30")
                .isBetween(1.20, 1.32);
    }

    @Example
    void periodWithoutLastThirdHasNobodyWhoWentQuiet() {
        Truth truth = generate(new Plan(500, 500, MAY, MAY.plusDays(1), Profile.BANK, Format.CSV, false, 1, 0))
                .truth();
        assertThat(truth.figures().quietBefore()).isNull();
        assertThat(truth.figures().recency()).isNotEmpty().allMatch(recency -> recency.quietShare() == null);
        assertThat(Objects.requireNonNull(truth.planted()).quiet()).isEmpty();
    }

    /** Pins the bytes, so that an update of a library that draws otherwise is seen. */
    @Example
    void seedGivesTheBytesItGaveBefore() {
        Generated generated =
                generate(new Plan(1_000, 5_000, MAY, MAY.plusDays(99), Profile.BANK, Format.JSONL, true, 42, 0.05));
        assertThat(List.of(
                        DigestUtils.sha256Hex(generated.clients()),
                        DigestUtils.sha256Hex(generated.usage()),
                        DigestUtils.sha256Hex(generated.truth().json())))
                .containsExactly(
                        "5c5ff7195b31e8a8c41740bc07c73ad32756f0f689d1a85a3ca2fb66781d71c9",
                        "5960a7748b841aea2fc88729f90172fa4eae227cf8fbed7d2c01ff6f33b5822a",
                        "d65cbe47fe175fc99ddfba75be8e029b027f6699b50718f1f58ba856a3ad50a7");
    }

    private static double spearman(Truth truth) {
        return Objects.requireNonNull(truth.figures().revenueAndUsageCount().spearman())
                .doubleValue();
    }

    @Example
    void fileThatIsThereIsKeptAndNothingHalfWrittenIsLeft() throws IOException {
        Path usage = Files.writeString(folder.resolve("product_usage.csv"), "mine");
        Generator.Target target = Generator.Target.in(folder, ".csv", false);
        Generator generator = new Generator(ORIGINAL, inside());
        assertThatThrownBy(() -> generator.write(target, rows -> {})).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder).isDirectoryContaining(usage::equals);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(usage);
        }
        assertThat(usage).hasContent("mine");
        generator.write(new Generator.Target(target.clients(), usage, target.truth(), true, true), rows -> {});
        assertThat(usage).content().contains("client_id,product");
    }

    @Example
    void fileThatAppearsWhileOthersAreWrittenKeepsAllOfThemOut() throws IOException {
        Path usage = folder.resolve("product_usage.csv");
        Path upload = Files.writeString(folder.resolve("clients.csv.part"), "an upload under way");
        Generator.Target target = Generator.Target.in(folder, ".csv", false);
        assertThatThrownBy(() -> new Generator(ORIGINAL, inside()).write(target, rows -> {
                    try {
                        Files.writeString(usage, "mine");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .isInstanceOf(FileAlreadyExistsException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(usage, upload);
        }
        assertThat(usage).hasContent("mine");
        assertThat(upload).hasContent("an upload under way");
    }

    @Example
    void writingThatFailsHalfwayLeavesNothing() throws IOException {
        Generator.Target target = Generator.Target.in(folder, ".csv", false);
        Generator generator = new Generator(ORIGINAL, inside());
        assertThatThrownBy(() -> generator.write(target, rows -> {
                    throw new UncheckedIOException(new IOException("no space left"));
                }))
                .isInstanceOf(UncheckedIOException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Example
    void plansThatCannotBeCarriedOutAreRefused() {
        assertThatThrownBy(() -> new Plan(0, 1, MAY, MAY, Profile.BANK, Format.CSV, false, 1, 0))
                .hasMessage("clients 0 is not possible (expected 1 … 2147483646)");
        assertThatThrownBy(() -> new Plan(1, -1, MAY, MAY, Profile.BANK, Format.CSV, false, 1, 0))
                .hasMessageContaining("usages -1 is not possible");
        assertThatThrownBy(() -> new Plan(1, 1, MAY, MAY.minusDays(1), Profile.BANK, Format.CSV, false, 1, 0))
                .hasMessage("the period from 2025-05-01 to 2025-04-30 is not possible"
                        + " (expected a first day that is not after the last)");
        assertThatThrownBy(() -> new Plan(1, 1, MAY, MAY.plusYears(101), Profile.BANK, Format.CSV, false, 1, 0))
                .hasMessageContaining("a hundred years");
        assertThatThrownBy(() -> new Plan(1, 1, MAY, MAY, Profile.BANK, Format.CSV, false, 1, 0.51))
                .hasMessageContaining("a drop fails as a whole");
        assertThatThrownBy(() -> new Plan(1, 1, MAY, MAY, Profile.BANK, Format.CSV, false, 1, Double.NaN))
                .hasMessageContaining("share of bad records of NaN");
    }
}
