package segmentmart.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import segmentmart.drill.Delivery.Bad;
import segmentmart.drill.Delivery.Client;
import segmentmart.drill.Delivery.End;
import segmentmart.drill.Delivery.Use;
import segmentmart.drill.Truth.Segment;

/**
 * Compares base and folders with the truth, row by row. It asks the database in SQL of its own, and trusts no count
 * that the product keeps.
 */
final class Audit {
    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;
    private final Path inbox;
    private final Folders folders;
    private final Set<Long> checked = new HashSet<>();

    private record Loaded(long loadId, String name, String sha256, boolean replaced) {}

    Audit(DataSource database, Path inbox) {
        this.jdbc = JdbcClient.create(database);
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(database));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        this.inbox = inbox;
        this.folders = new Folders(inbox);
    }

    /** Whether so many attempts with a drop of this name have ended that its next version may follow. */
    boolean isFiled(String name, long versions) {
        return Files.notExists(inbox.resolve(name))
                && versions
                        == jdbc.sql("select count(*) from staging.load where drop_name = ? and filed_at is not null")
                                .param(name)
                                .query(Long.class)
                                .single();
    }

    /** Whether nothing is under way any more. */
    boolean isQuiet() throws IOException {
        return folders.isQuiet()
                && jdbc.sql(
                                        "select (select count(*) from staging.load where filed_at is null)"
                                                + " + (select count(*) from staging.load where status = 'loaded' and refresh_id is null)")
                                .query(Long.class)
                                .single()
                        == 0;
    }

    /**
     * Compares the loads that have ended since the last time row by row, and the number of rows of all.
     *
     * @return rows that are right so far
     */
    long soFar(List<Delivery> deliveries) throws Mismatch {
        return inSnapshot(() -> {
            ledger(deliveries, false);
            return uses(deliveries, true);
        });
    }

    /**
     * Compares everything, once all drops have come to their end.
     *
     * @return rows of staging and the mart that are right
     */
    long whole(List<Delivery> deliveries) throws Mismatch, IOException {
        folders.compare(deliveries);
        return inSnapshot(() -> {
            ledger(deliveries, true);
            long rows = uses(deliveries, false);
            rejects(deliveries);
            Truth truth = new Truth(deliveries);
            return rows + clients(truth) + mart(truth);
        });
    }

    private interface Check {
        long run() throws Mismatch;
    }

    private long inSnapshot(Check check) throws Mismatch {
        Mismatch[] failed = new Mismatch[1];
        Long rows = snapshot.execute(status -> {
            try {
                return check.run();
            } catch (Mismatch e) {
                failed[0] = e;
                return 0L;
            }
        });
        if (failed[0] != null) {
            throw failed[0];
        }
        return rows == null ? 0 : rows;
    }

    /** Each delivery has one ledger row, or at most one while some are under way, with its counts. */
    private void ledger(List<Delivery> deliveries, boolean all) throws Mismatch {
        Map<String, Long> expected = new TreeMap<>();
        for (Delivery delivery : deliveries) {
            boolean loaded = delivery.end() == End.LOADED;
            int bad = loaded ? delivery.bad() : 0;
            String row = "%s %s: read %d, loaded %d, rejected %d (%s)"
                    .formatted(
                            delivery.name(),
                            delivery.end().word(),
                            loaded ? delivery.records() : 0,
                            loaded ? delivery.records() - bad : 0,
                            bad,
                            delivery.sha256());
            expected.merge(row, 1L, Long::sum);
        }
        Map<String, Long> actual = new TreeMap<>();
        jdbc.sql("select format('%s %s: read %s, loaded %s, rejected %s (%s)', drop_name, status, records_read,"
                        + " records_loaded, records_rejected, sha256) as row, count(*) as n"
                        + " from staging.load group by row")
                .query((row, n) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .forEach(e -> actual.put(e.getKey(), e.getValue()));
        for (Map.Entry<String, Long> row : actual.entrySet()) {
            long most = expected.getOrDefault(row.getKey(), 0L);
            if (row.getValue() > most) {
                throw new Mismatch("ledger: %s stands there %d times, must %d times"
                        .formatted(row.getKey(), row.getValue(), most));
            }
        }
        for (Map.Entry<String, Long> row : expected.entrySet()) {
            if (all && !row.getValue().equals(actual.get(row.getKey()))) {
                throw new Mismatch("ledger: %s stands there %d times, must %d times"
                        .formatted(row.getKey(), actual.getOrDefault(row.getKey(), 0L), row.getValue()));
            }
        }
    }

    private List<Loaded> loaded() {
        return jdbc.sql("select load_id, drop_name, sha256, exists (select 1 from staging.load as r"
                        + " where r.replaces_load_id = l.load_id) from staging.load as l where status = 'loaded'"
                        + " and kind = 'product_usage' order by load_id")
                .query((row, n) -> new Loaded(row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4)))
                .list();
    }

    private long uses(List<Delivery> deliveries, boolean onlyNew) throws Mismatch {
        Map<Long, Long> counts = new HashMap<>();
        jdbc.sql("select load_id, count(*) from staging.product_usage group by load_id")
                .query((row, n) -> Map.entry(row.getLong(1), row.getLong(2)))
                .list()
                .forEach(e -> counts.put(e.getKey(), e.getValue()));
        long right = 0;
        for (Loaded load : loaded()) {
            Delivery delivery = deliveries.stream()
                    .filter(d -> d.name().equals(load.name()) && d.sha256().equals(load.sha256()))
                    .findFirst()
                    .orElseThrow(() -> new Mismatch("ledger: load " + load.loadId() + " of " + load.name()
                            + " is of a content that was never dropped"));
            long must = load.replaced() ? 0 : delivery.records() - delivery.bad();
            Long rows = counts.remove(load.loadId());
            long count = rows == null ? 0 : rows;
            if (!onlyNew || count != must || checked.add(load.loadId())) {
                List<Use> expected =
                        load.replaced() ? List.of() : delivery.content().uses();
                Rows.compare(load.name() + " (load " + load.loadId() + ")", expected, usesOf(load.loadId()), Use::line);
            }
            right += count;
        }
        if (!counts.isEmpty()) {
            throw new Mismatch("staging.product_usage: " + counts + " are rows (by load) without a row in the ledger");
        }
        return right;
    }

    private List<Use> usesOf(long loadId) {
        return jdbc.sql("select line_no, client_id, product_name, usage_date from staging.product_usage"
                        + " where load_id = ? order by line_no, usage_id")
                .param(loadId)
                .query((row, n) -> new Use(
                        row.getInt(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getDate(4).toLocalDate()))
                .list();
    }

    private void rejects(List<Delivery> deliveries) throws Mismatch {
        Map<String, List<Bad>> expected = new TreeMap<>();
        for (Delivery delivery : new Truth(deliveries).of(End.LOADED)) {
            expected.computeIfAbsent(delivery.name() + " " + delivery.sha256(), key -> new ArrayList<>())
                    .addAll(delivery.content().bad());
        }
        Map<String, List<Bad>> actual = new TreeMap<>();
        jdbc.sql("select l.drop_name || ' ' || l.sha256, r.line_no, r.raw from staging.rejected_record as r"
                        + " left join staging.load as l using (load_id) order by 1, r.line_no, r.reject_id")
                .query((row, n) ->
                        Map.entry(String.valueOf(row.getString(1)), new Bad(row.getInt(2), row.getString(3))))
                .list()
                .forEach(e -> actual.computeIfAbsent(e.getKey(), key -> new ArrayList<>())
                        .add(e.getValue()));
        for (Map.Entry<String, List<Bad>> drop : expected.entrySet()) {
            // The same content may have been loaded twice, with another one between.
            List<Bad> found = actual.getOrDefault(drop.getKey(), List.of());
            actual.remove(drop.getKey());
            List<Integer> lines =
                    drop.getValue().stream().map(Bad::line).sorted().toList();
            if (!lines.equals(found.stream().map(Bad::line).sorted().toList())
                    || !new HashSet<>(drop.getValue()).equals(new HashSet<>(found))) {
                throw new Mismatch("staging.rejected_record: of " + drop.getKey() + " there are " + found + ", must be "
                        + drop.getValue());
            }
        }
        if (!actual.isEmpty()) {
            throw new Mismatch("staging.rejected_record: " + actual + " were never dropped");
        }
    }

    private long clients(Truth truth) throws Mismatch {
        List<Client> actual = jdbc.sql(
                        "select line_no, client_id, client_name, client_revenue from staging.clients order by client_id")
                .query((row, n) -> new Client(row.getInt(1), row.getInt(2), row.getString(3), row.getInt(4)))
                .list();
        Rows.compare("staging.clients", List.copyOf(truth.clients().values()), actual, Client::clientId);
        return actual.size();
    }

    private long mart(Truth truth) throws Mismatch {
        List<Segment> actual = jdbc.sql("select client_id, client_name, client_revenue, usage_count, client_segment,"
                        + " last_product_usage_date from data_mart.client_segments order by client_id")
                .query((row, n) -> new Segment(
                        row.getInt(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getDate(6).toLocalDate()))
                .list();
        Rows.compare("data_mart.client_segments", truth.segments(), actual, Segment::clientId);
        return actual.size();
    }
}
