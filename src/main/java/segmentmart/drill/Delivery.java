package segmentmart.drill;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A file that the drill drops, and the truth about it. The same values always give the same content.
 *
 * @param name of the file
 * @param kind what it holds
 * @param seed of the content
 * @param records in it
 * @param block number of the block of clients that it tells about, from 0
 * @param end what must become of it
 * @param sha256 of the unpacked content
 * @param bad records that must be set aside
 */
record Delivery(String name, Kind kind, long seed, int records, int block, End end, String sha256, int bad) {
    /** Clients that one delivery of clients tells about. */
    static final int BLOCK = 200;

    private static final List<String> PRODUCTS = List.of(
            "Вклад 3 месяца",
            "Дебетовая карта",
            "Ипотечный кредит",
            "Кредитная карта",
            "Страхование авто",
            "Страхование, \"жизнь\"");
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 5, 1);
    private static final int DAYS = 31;
    private static final int ONE_BAD_IN = 100;
    private static final int MOST_REVENUE_RUB = 500_000;

    enum Kind {
        CLIENTS,
        PRODUCT_USAGE,
        UNREADABLE
    }

    /** What must become of a delivery; the ledger's word in lower case. */
    enum End {
        LOADED,
        DUPLICATE,
        FAILED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A use that must be in staging. */
    record Use(int line, int clientId, String product, LocalDate day) {}

    /** A client that must be in staging, unless a later delivery of the block told otherwise. */
    record Client(int line, int clientId, String name, int revenueRub) {}

    /** A record that must be set aside. */
    record Bad(int line, String raw) {}

    /**
     * What a delivery holds.
     *
     * @param header of the CSV, empty for JSONL
     */
    record Content(String header, List<Use> uses, List<Client> clients, List<Bad> bad) {}

    static Delivery of(String name, Kind kind, long seed, int records, int block, End end) {
        Delivery blank = new Delivery(name, kind, seed, records, block, end, "", 0);
        return new Delivery(
                name,
                kind,
                seed,
                records,
                block,
                end,
                DigestUtils.sha256Hex(blank.plain()),
                blank.content().bad().size());
    }

    private boolean isJson() {
        return name.endsWith(".jsonl");
    }

    private String header() {
        return switch (kind) {
            case CLIENTS -> "client_id,client_name,client_revenue";
            case PRODUCT_USAGE -> "client_id,product_name,usage_date";
            case UNREADABLE -> "nobody,knows,this";
        };
    }

    private byte[] plain() {
        return write(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()).getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of the file as dropped. */
    byte[] file() {
        return name.endsWith(".gz") ? gzip(plain()) : plain();
    }

    /** The truth about it. */
    Content content() {
        List<Use> uses = new ArrayList<>();
        List<Client> clients = new ArrayList<>();
        List<Bad> broken = new ArrayList<>();
        write(uses, clients, broken);
        return new Content(isJson() ? "" : header(), uses, clients, broken);
    }

    private String write(List<Use> uses, List<Client> clients, List<Bad> broken) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(isJson() ? "" : header() + "\n");
        for (int record = 1; record <= records; record++) {
            int line = isJson() ? record : record + 1;
            boolean isBad = random.nextInt(ONE_BAD_IN) == 0;
            String raw;
            if (kind == Kind.CLIENTS) {
                Client client = new Client(
                        line,
                        block * BLOCK + record,
                        "Клиент " + random.nextInt(Integer.MAX_VALUE),
                        random.nextInt(MOST_REVENUE_RUB));
                raw = csv(isBad ? "x" + record : "" + client.clientId(), client.name(), "" + client.revenueRub());
                if (!isBad) {
                    clients.add(client);
                }
            } else {
                Use use = new Use(
                        line,
                        1 + random.nextInt((block + 2) * BLOCK),
                        PRODUCTS.get(random.nextInt(PRODUCTS.size())),
                        FIRST_DAY.plusDays(random.nextInt(DAYS)));
                String day = use.day().toString();
                raw = isJson()
                        ? json(isBad ? "\"x" + record + "\"" : "" + use.clientId(), use.product(), day)
                        : csv(isBad ? "x" + record : "" + use.clientId(), use.product(), day);
                if (!isBad) {
                    uses.add(use);
                }
            }
            if (isBad) {
                broken.add(new Bad(line, raw));
            }
            text.append(raw).append('\n');
        }
        return text.toString();
    }

    private static String csv(String first, String second, String third) {
        String quoted = second.contains(",") ? "\"" + second.replace("\"", "\"\"") + "\"" : second;
        return first + "," + quoted + "," + third;
    }

    private static String json(String id, String product, String day) {
        return "{\"client_id\": " + id + ", \"product_name\": \"" + product.replace("\"", "\\\"")
                + "\", \"usage_date\": \"" + day + "\"}";
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
