package segmentmart.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import segmentmart.generate.Format;
import segmentmart.generate.FullNames;
import segmentmart.generate.Generator;
import segmentmart.generate.NamesUnusable;
import segmentmart.generate.Plan;
import segmentmart.generate.Profile;

/** Makes the files that are loaded; a file that is there already is not made again. */
final class Drops {
    private static final LocalDate MAY = LocalDate.of(2025, 5, 1);

    private final Path folder;
    private final int clients;

    Drops(Path folder, int clients) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.clients = clients;
    }

    /** Uses of all clients, in random order. */
    Path usage(int rows, Format format, long seed) throws IOException, NamesUnusable {
        return generate(rows, format, seed, "usage", MAY, MAY.plusDays(30));
    }

    /** Uses of all clients over half a year. */
    Path halfYear(int rows) throws IOException, NamesUnusable {
        return generate(
                rows,
                Format.CSV,
                1,
                "half-year",
                MAY.minusMonths(4),
                MAY.plusMonths(2).minusDays(1));
    }

    /** The clients, each with an id. */
    Path clients(Format format) throws IOException, NamesUnusable {
        return generate(1, format, 1, "clients", MAY, MAY.plusDays(30));
    }

    private Path generate(int rows, Format format, long seed, String which, LocalDate from, LocalDate to)
            throws IOException, NamesUnusable {
        String name = String.format(Locale.ROOT, "-%d-%d-%d.%s", clients, rows, seed, format.word());
        Path clientFile = folder.resolve("clients" + name);
        Path usageFile = folder.resolve((which.equals("clients") ? "usage" : which) + name);
        if (Files.notExists(usageFile)) {
            Plan plan = new Plan(clients, rows, from, to, Profile.BANK, format, true, seed, 0);
            new Generator(plan, FullNames.read(null, null, null))
                    .write(
                            new Generator.Target(clientFile, usageFile, folder.resolve("truth.json"), true, true),
                            records -> {});
        }
        return which.equals("clients") ? clientFile : usageFile;
    }

    /**
     * One use of each of some clients, spread over all of them, on a day of its own.
     *
     * @param first of the clients, from 1; of another one, all are others
     */
    Path touching(int touched, int first, LocalDate day) throws IOException {
        Path file = folder.resolve("touching.csv");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println("client_id,product,usage_date");
            for (int i = 0; i < touched; i++) {
                out.println(first + (long) i * clients / touched + ",Кредитная карта," + day);
            }
        }
        return file;
    }

    /** How far apart the clients are that a drop touches. */
    int clientsBetween(int touched) {
        return Math.max(1, clients / touched);
    }

    /** Some clients, spread over all of them, with another income. */
    Path changing(int changed, int revenueRub) throws IOException {
        Path file = folder.resolve("changing.csv");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println("client_id,client_name,client_revenue");
            for (int i = 0; i < changed; i++) {
                out.println(1 + (long) i * clients / changed + ",Иванов Пётр Сергеевич," + revenueRub);
            }
        }
        return file;
    }
}
