package segmentmart.generate;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Writes a drop of clients and a drop of their uses, and the truth about them. Memory does not grow with the number
 * of records; the same plan and names give the same bytes everywhere. For one thread.
 */
public final class Generator {
    private final Plan plan;
    private final FullNames names;
    private final Streams streams;
    private final Period period;
    private final Breakage badClients;
    private final Breakage badUses;

    public Generator(Plan plan, FullNames names) {
        this.plan = plan;
        this.names = names;
        this.streams = Streams.of(plan.seed());
        this.period = new Period(plan.from(), plan.to(), plan.profile());
        this.badClients =
                new Breakage(plan.clients(), plan.bad(), Flaw.of(plan.format(), plan.clientColumns()), streams, 0);
        this.badUses = new Breakage(plan.usages(), plan.bad(), Flaw.of(plan.format(), Column.USAGE), streams, 1);
    }

    /**
     * Where the files go.
     *
     * @param clients ends in {@code .gz} to be packed, as usage does
     * @param overwrite whether drops that are there are replaced
     * @param overwriteTruth whether a truth that is there is
     */
    public record Target(Path clients, Path usage, Path truth, boolean overwrite, boolean overwriteTruth) {
        /** Files in one folder, with their usual names. */
        public static Target in(Path folder, String ending, boolean overwrite) {
            return new Target(
                    folder.resolve("clients" + ending),
                    folder.resolve("product_usage" + ending),
                    folder.resolve("truth.json"),
                    overwrite,
                    overwrite);
        }
    }

    /**
     * Writes the three files, each aside and renamed when all are complete: the truth, the clients, the usage.
     *
     * @param progress is told the number of records written since it was told last
     * @throws IOException if a file cannot be written; no unfinished one is left then, and no finished one either
     *     unless it is a rename that fails
     */
    public Truth write(Target target, LongConsumer progress) throws IOException {
        try (DropFile clientsFile = DropFile.begin(target.clients(), target.overwrite());
                DropFile usageFile = DropFile.begin(target.usage(), target.overwrite());
                DropFile truthFile = DropFile.begin(target.truth(), target.overwriteTruth())) {
            Records clients = new Records(
                    name(target.clients()), clientsFile, plan.format(), plan.clientColumns(), badClients, progress);
            writeClients(clients);
            clients.complete();
            Records usage =
                    new Records(name(target.usage()), usageFile, plan.format(), Column.USAGE, badUses, progress);
            Tally tally = new Tally(period.days());
            new Usage(plan, streams, period, badClients, tally).write(usage);
            usage.complete();
            Truth truth = truth(clients, usage, new Reckoning(tally, period));
            truthFile.put(truth.json().getBytes(StandardCharsets.UTF_8));
            truthFile.complete();
            for (DropFile file : List.of(truthFile, clientsFile, usageFile)) {
                file.check();
            }
            truthFile.publish();
            clientsFile.publish();
            usageFile.publish();
            return truth;
        }
    }

    private static String name(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }

    private void writeClients(Records records) throws IOException {
        int first = plan.ids() ? 1 : 0;
        for (int id = 1; id <= plan.clients(); id++) {
            UniformRandomProvider random = streams.client(id);
            int revenue = plan.profile().draw(random, period.days()).revenueThousands();
            List<byte[]> name = names.draw(random);
            Flaw flaw = records.begin();
            if (flaw != null) {
                records.bad(flaw, values(id, name, revenue));
                continue;
            }
            if (plan.ids()) {
                records.before(0).put(id);
            }
            DropFile file = records.before(first);
            for (int part = 0; part < name.size(); part++) {
                if (part > 0) {
                    file.put(' ');
                }
                file.put(name.get(part));
            }
            records.before(first + 1).put(revenue * Habits.THOUSAND);
            records.before(first + 2);
        }
    }

    private List<String> values(int id, List<byte[]> name, int revenueThousands) {
        String fullName = String.join(
                " ",
                name.stream()
                        .map(part -> new String(part, StandardCharsets.UTF_8))
                        .toList());
        Stream<String> values = Stream.of(fullName, String.valueOf(revenueThousands * Habits.THOUSAND));
        return (plan.ids() ? Stream.concat(Stream.of(String.valueOf(id)), values) : values).toList();
    }

    private Truth truth(Records clients, Records usage, Reckoning reckoning) {
        Truth.@Nullable Planted planted = plan.profile() == Profile.BANK ? reckoning.planted() : null;
        return new Truth(
                new Truth.Origin(
                        plan.seed(),
                        plan.profile().word(),
                        plan.from().toString(),
                        plan.to().toString(),
                        plan.format().word(),
                        plan.ids(),
                        BigDecimal.valueOf(plan.bad()).stripTrailingZeros()),
                List.of(clients.counts(), usage.counts()),
                Stream.concat(clients.rejects().stream(), usage.rejects().stream())
                        .toList(),
                reckoning.mart(),
                reckoning.figures(),
                planted);
    }
}
