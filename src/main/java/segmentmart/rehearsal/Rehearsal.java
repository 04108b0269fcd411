package segmentmart.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import segmentmart.daemon.Daemon;
import segmentmart.database.SqlText;
import segmentmart.intake.Drop;
import segmentmart.intake.Stamp;
import segmentmart.mart.Refreshes;

/**
 * Runs the routes of loads and refreshes one after the other in one transaction that is rolled back whatever comes of
 * it. Numbers of loads, uses and refreshes are spent on it. For one thread, on which every step runs.
 */
public final class Rehearsal {
    private final Daemon aside;
    private final JdbcTemplate jdbc;
    private final JdbcTransactionManager transactions;
    private Map<String, String> session = Map.of();

    /**
     * A rehearsal of the routes of a daemon.
     *
     * @param aside takes no files of itself; its inbox is a scratch folder, where rejects are written
     */
    public Rehearsal(Daemon aside) {
        this.aside = aside;
        this.jdbc = new JdbcTemplate(aside.database().pool());
        this.transactions = new JdbcTransactionManager(aside.database().pool());
    }

    /**
     * Does something with the routes, then rolls everything back.
     *
     * @param isolation of the transaction, see {@link TransactionDefinition}
     * @param patience how long a lock is waited for
     */
    public <T> T rehearse(int isolation, Duration patience, Supplier<T> play) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        transaction.setIsolationLevel(isolation);
        AtomicReference<String> number = new AtomicReference<>();
        T played;
        try {
            played = Objects.requireNonNull(transaction.execute(status -> {
                status.setRollbackOnly();
                // Not by a query: what it sees from then on it would see as it was before the lock.
                jdbc.execute("set local lock_timeout = " + patience.toMillis());
                // Before the locks of loads: a refresh that waits for one of them has this one.
                jdbc.execute(lockOfTheMart());
                number.set(jdbc.queryForObject("select pg_current_xact_id()::text", String.class));
                session = session();
                return play.get();
            }));
        } catch (RuntimeException e) {
            try {
                makeSureOfRollback(number.get());
            } catch (DataAccessException unasked) {
                e.addSuppressed(unasked);
            }
            throw e;
        } finally {
            MDC.clear();
        }
        makeSureOfRollback(number.get());
        return played;
    }

    private void makeSureOfRollback(@Nullable String transaction) {
        if (transaction != null
                && "committed"
                        .equals(jdbc.queryForObject("select pg_xact_status(?::xid8)", String.class, transaction))) {
            throw new IllegalStateException("a statement in " + aside.settings().sql()
                    + " ends the transaction, so what was only tried has been committed: see status, and take it out by"
                    + " retract");
        }
    }

    private String lockOfTheMart() {
        Path lock = aside.settings().sql().resolve("lock_mart.sql");
        try {
            return Files.exists(lock) ? Files.readString(lock) : "select";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Loads a file where it lies, as {@code load-clients} or {@code load-product-usage} does; what fails leaves no rows.
     *
     * @return how it ended: {@link Exchange#getException} says why it failed, the property {@code load} what it did
     * @throws segmentmart.intake.DropRefused if it is no drop
     */
    public Exchange load(Path file) throws IOException {
        Stamp stamp = Stamp.of(file);
        Drop drop = Drop.survey(file, stamp, aside.settings().encoding());
        Exchange exchange = new DefaultExchange(aside.context());
        exchange.setProperty("file", file.toFile());
        exchange.setProperty("stamp", stamp);
        exchange.setProperty("drop", drop);
        return run("direct:" + drop.name().kind().route(), exchange);
    }

    /** Brings the mart up as {@code rewrite-mart} does, where it is behind. */
    public Exchange refresh(String trigger) throws IOException {
        Refreshes refreshes = aside.context().getRegistry().lookupByNameAndType("refreshes", Refreshes.class);
        Exchange exchange = new DefaultExchange(aside.context());
        exchange.setProperty("refresh", refreshes.begin(trigger, false));
        return run("direct:rewrite-mart", exchange);
    }

    /** As in a transaction of its own: undone if it fails, and with the session as it was before the first step. */
    private Exchange run(String endpoint, Exchange exchange) {
        Set<String> before = Set.copyOf(temporaryTables());
        TransactionTemplate step = new TransactionTemplate(transactions);
        step.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        step.executeWithoutResult(status -> {
            aside.context().createProducerTemplate().send(endpoint, exchange);
            if (exchange.getException() != null) {
                status.setRollbackOnly();
            }
        });
        temporaryTables().stream()
                .filter(table -> !before.contains(table))
                .forEach(table -> jdbc.execute("drop table " + table));
        session().forEach((name, value) -> {
            String was = session.get(name);
            if (was != null && !was.equals(value)) {
                jdbc.queryForObject("select set_config(?, ?, true)", String.class, name, was);
            }
        });
        return exchange;
    }

    private List<String> temporaryTables() {
        return jdbc.queryForList(sql("temporary_tables"), String.class);
    }

    private Map<String, String> session() {
        Map<String, String> now = new HashMap<>();
        jdbc.query(sql("changeable_settings"), row -> {
            now.put(row.getString(1), row.getString(2));
        });
        return now;
    }

    private static String sql(String name) {
        try {
            return SqlText.of(Rehearsal.class, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
