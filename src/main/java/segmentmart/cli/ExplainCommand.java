package segmentmart.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import segmentmart.lineage.ClientSearch;
import segmentmart.lineage.Explanation;
import segmentmart.mart.SegmentationRule;

/** Why the mart says of a client what it says; beside a daemon or without one. */
@Command(
        name = "explain",
        description = "Tell why a client is in his segment, or not in the mart: the rule, and each use with its drop "
                + "and line.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    private static final int MAX_MATCHES = 20;

    @Mixin
    private HomeOption option = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "CLIENT",
            description = "A client_id, or the beginnings of words of the name, in any case.")
    private List<String> client = new ArrayList<>();

    @Option(
            names = "--uses",
            paramLabel = "N",
            defaultValue = "10",
            description = "Show at most N uses of a product, and N earlier versions (default: ${DEFAULT-VALUE}).")
    private int uses;

    @Override
    public Integer call() throws Exception {
        if (uses < 1) {
            throw new Refusal(ExitCode.USAGE, "--uses " + uses + " is not possible (expected a number from 1)");
        }
        String sought = String.join(" ", client).strip();
        Integer id = id(sought);
        List<String> words = Stream.of(sought.split("[\\s-]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            throw new Refusal(ExitCode.USAGE, "which client? Name one by id, or by words of the name");
        }
        try (Session session = Session.open(option, "explain")) {
            DataSource database = session.database().pool();
            int clientId = id != null ? id : idOf(words, database);
            Explanation explanation = Explanation.of(database, clientId, uses);
            if (explanation == null) {
                throw new Refusal(
                        ExitCode.NOT_FOUND,
                        "client " + clientId
                                + ": no drop names him or holds a use of him; check the id, or search by words of the name");
            }
            tell(explanation, ruleOnDisk(session));
            return ExitCode.OK;
        }
    }

    /** The number that the argument is; null where it is a name. */
    private static @Nullable Integer id(String text) {
        if (!text.matches("[+-]?\\d{1,1000}")) {
            return null;
        }
        BigInteger number = new BigInteger(text);
        if (number.signum() < 1 || number.bitLength() >= Integer.SIZE) {
            throw new Refusal(
                    ExitCode.USAGE, "client " + text + " is out of range (expected 1 … " + Integer.MAX_VALUE + ")");
        }
        return number.intValue();
    }

    private int idOf(List<String> words, DataSource database) {
        List<Map<String, @Nullable Object>> matches =
                ClientSearch.byName(String.join(" ", words)).first(MAX_MATCHES + 1, database);
        String name = "\"" + String.join(" ", words) + "\"";
        if (matches.isEmpty()) {
            throw new Refusal(
                    ExitCode.NOT_FOUND,
                    "client " + name
                            + ": no client has a name with words that begin so; give fewer letters, or the id");
        }
        if (matches.size() > 1) {
            boolean more = matches.size() > MAX_MATCHES;
            List<Map<String, @Nullable Object>> shown = more ? matches.subList(0, MAX_MATCHES) : matches;
            if (json.isOn()) {
                json.print(Map.of("matches", shown));
            } else {
                System.out.print(Narrative.ofMatches(shown));
            }
            throw new Refusal(
                    ExitCode.NOT_FOUND,
                    "client " + name + ": " + (more ? "more than " + MAX_MATCHES : matches.size())
                            + " clients match; name one by its id");
        }
        return Integer.parseInt(String.valueOf(matches.get(0).get("client_id")));
    }

    private void tell(Explanation explanation, @Nullable String ruleOnDisk) {
        if (json.isOn()) {
            Map<String, @Nullable Object> report = new LinkedHashMap<>();
            report.put("explanation", explanation);
            report.put("rule_on_disk_sha256", ruleOnDisk);
            json.print(report);
        } else {
            System.out.print(new Narrative(explanation, ruleOnDisk).text());
        }
    }

    /** The SHA-256 of the rule as it stands in its file; null where it cannot be read. */
    private static @Nullable String ruleOnDisk(Session session) {
        try {
            return SegmentationRule.read(session.settings().home().routes().resolve("sql"))
                    .text()
                    .sha256();
        } catch (IOException e) {
            return null;
        }
    }
}
