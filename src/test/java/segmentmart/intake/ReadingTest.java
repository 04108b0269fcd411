package segmentmart.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** What is read of a drop, whatever is in it. */
class ReadingTest {
    private static final CamelContext CAMEL = new DefaultCamelContext();
    private static final DropDataFormat FORMAT = new DropDataFormat();

    @BeforeContainer
    static void start() {
        CAMEL.start();
        FORMAT.start();
    }

    @AfterContainer
    static void stop() {
        FORMAT.stop();
        CAMEL.stop();
    }

    private static List<Checked> read(String name, byte[] content) throws Exception {
        Path folder = Files.createTempDirectory("segment-mart-reading");
        Path file = Files.write(folder.resolve(name), content);
        Exchange exchange = new DefaultExchange(CAMEL);
        try {
            Drop drop = new Inbox(folder, Duration.ZERO, Duration.ZERO, TextEncoding.UTF_8, any -> true, false)
                    .survey(file.toFile(), Stamp.of(file));
            Reading reading = (Reading) FORMAT.unmarshal(exchange, (Object) new OpenDrop(drop, new CountedBytes()));
            List<Checked> records = new ArrayList<>();
            reading.forEachRemaining(records::add);
            return records;
        } finally {
            exchange.getExchangeExtension().handoverCompletions().forEach(done -> done.onComplete(exchange));
            Files.delete(file);
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("абвёЯ\"',;\t \r\nxyz😀".toCharArray())
                .ofMinLength(0)
                .ofMaxLength(12)
                .map(text -> "A" + text + "B")
                .filter(text -> Text.isStorable(text));
    }

    @Property(tries = 300)
    void whatAnotherProgramWroteIsReadAsItWas(@ForAll @Size(max = 30) List<@From("names") String> names)
            throws Exception {
        for (char delimiter : new char[] {',', ';', '\t'}) {
            assertThat(read("clients.csv", write(names, delimiter)))
                    .map(record -> ((Checked.Client) record).name())
                    .isEqualTo(names);
        }
    }

    private static byte[] write(List<String> names, char delimiter) throws IOException {
        StringWriter out = new StringWriter();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setHeader("client_id", "client_name", "client_revenue")
                .get();
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
            for (int i = 0; i < names.size(); i++) {
                printer.printRecord(i + 1, names.get(i), i);
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Example
    void recordAcrossBuffersIsReadWhateverItsCharacters() throws Exception {
        for (String blanks : new String[] {"", " "}) {
            String line = "{\"client_id\":1,\"client_name\":\"A\",\"note\":\"" + blanks + "😀".repeat(40_000) + "\"}\n";
            assertThat(read("clients.jsonl", line.repeat(3).getBytes(StandardCharsets.UTF_8)))
                    .hasSize(3)
                    .allMatch(record -> record instanceof Checked.Client);
        }
    }

    @Example
    void dropThatIsBrokenThroughoutIsRefusedBeforeItTakesForEver() {
        byte[] content =
                ("client_id,product,usage_date\n" + "x\",\"\n".repeat(2_000_000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read("product_usage.csv", content))
                .isInstanceOf(DropRefused.class)
                .hasMessageContaining("quoting is broken throughout");
    }

    @Provide
    Arbitrary<byte[]> soup() {
        return Arbitraries.of(
                        (byte) '"',
                        (byte) ',',
                        (byte) ';',
                        (byte) '\n',
                        (byte) '\r',
                        (byte) ' ',
                        (byte) '1',
                        (byte) 'x',
                        (byte) '{',
                        (byte) '}',
                        (byte) ':',
                        (byte) 0xd0,
                        (byte) 0x90,
                        (byte) 0xff,
                        (byte) 0)
                .array(byte[].class)
                .ofMaxSize(200);
    }

    @Property(tries = 2000)
    void noCsvSoupStopsTheReadingAndEveryLineIsAccountedFor(@ForAll("soup") byte[] soup) throws Exception {
        assertAccounted(read("product_usage.csv", join("client_id,product,usage_date\n", soup)), soup, 2);
    }

    @Property(tries = 1000)
    void noJsonSoupStopsTheReadingAndEveryLineIsAccountedFor(@ForAll("soup") byte[] soup) throws Exception {
        assertAccounted(read("product_usage.jsonl", join("{}\n", soup)), soup, 1);
    }

    private static byte[] join(String head, byte[] tail) {
        byte[] first = head.getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(first, first.length + tail.length);
        System.arraycopy(tail, 0, all, first.length, tail.length);
        return all;
    }

    /** Each line that is not blank is a record of its own or inside one that was read whole, in order. */
    private static void assertAccounted(List<Checked> records, byte[] soup, int firstLine) {
        assertThat(records).map(Checked::line).isSorted().doesNotHaveDuplicates();
        boolean blank = new String(soup, StandardCharsets.ISO_8859_1).chars().allMatch(c -> c <= ' ');
        assertThat(records.isEmpty()).isEqualTo(blank && firstLine == 2);
        int lines = (int) new String(soup, StandardCharsets.ISO_8859_1).lines().count();
        assertThat(records).allMatch(record -> record.line() >= firstLine && record.line() <= 1 + Math.max(lines, 1));
    }
}
