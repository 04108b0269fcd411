package segmentmart.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import segmentmart.TestDatabase;

/** A base that an earlier version left is brought up with what it holds. */
class UpgradeIT {
    private Database database = TestDatabase.get();

    @BeforeEach
    void makeABaseOfTheVersionBeforeRetractions() throws SQLException {
        TestDatabase.execute("drop database if exists upgrade");
        TestDatabase.execute("create database upgrade");
        Server server = TestDatabase.get().server();
        database = Database.of(
                new Server(server.host(), server.port(), "upgrade", server.user(), server.password(), "disable", null),
                2);
        Flyway.configure()
                .dataSource(database.pool())
                .locations("classpath:" + Schema.MIGRATIONS)
                .schemas("staging", "data_mart", "touched")
                .table("schema_version")
                .target("5")
                .load()
                .migrate();
        for (int load = 1; load <= 5; load++) {
            boolean clients = load != 4 && load != 5;
            execute("insert into staging.load (load_id, drop_name, drop_identity, kind, format, sha256, bytes,"
                    + " file_modified_at, status, replaces_load_id, started_at, finished_at, filed_at, refresh_id) values ("
                    + load + ", 'x', 'x', '" + (clients ? "clients" : "product_usage") + "', 'csv', 'a" + load + "', 1,"
                    + " now(), 'loaded', " + (load == 5 ? 4 : "null") + ", now(), now(), now(), "
                    + (load == 5 ? "null" : 1) + ")");
        }
        execute(
                "insert into data_mart.refresh (trigger, mode, rule_sha256, segments, orphans, rows_written, started_at,"
                        + " finished_at) values ('command', 'full', 'abc', '{}', 0, 0, now(), now())");
    }

    @AfterEach
    void dropIt() {
        database.close();
        TestDatabase.execute("drop database upgrade");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String asked(String sql) throws SQLException {
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void loadsWhoseHistoryMayBeGoneCannotBeTakenOut() throws Exception {
        // Of the first two nothing is kept: they replaced nobody, or that was deleted as it is old.
        execute("insert into staging.clients_history values (1, 'Анна', 1, 2, 2, 3)");
        database.schema().migrate();
        assertThat(asked("select string_agg(load_id::text, ',' order by load_id) from staging.load where history_kept"))
                .isEqualTo("3,4");
    }

    @Test
    void whatWasNotedForARefreshMakesItAFullOne() throws Exception {
        execute("insert into staging.removed_usage (load_id, client_id) values (5, 1)");
        database.schema().migrate();
        assertThat(asked("select rule_sha256 <> 'abc' from data_mart.refresh")).isEqualTo("t");
    }

    @Test
    void refreshIsAsBeforeWhereNothingWasNoted() throws Exception {
        database.schema().migrate();
        assertThat(asked("select rule_sha256 from data_mart.refresh")).isEqualTo("abc");
        assertThat(asked("select staging.is_in_force(4)::text || staging.is_in_force(5)"))
                .isEqualTo("falsetrue");
    }
}
