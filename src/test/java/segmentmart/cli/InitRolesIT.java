package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import segmentmart.TestDatabase;
import segmentmart.TestHome;
import segmentmart.database.Server;

/** A server of one's own: its roles, and TLS to it. */
class InitRolesIT {
    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();
    private final Server server = TestDatabase.get().server();

    @BeforeEach
    void makeDatabase() throws IOException {
        dropAll();
        TestDatabase.execute("create database bank");
        TestHome.copyRoutes(root);
        environment.put("DB_HOST", server.host());
        environment.put("DB_PORT", String.valueOf(server.port()));
        environment.put("DB_NAME", "bank");
        environment.put("DB_USER", "segment_loader");
        environment.put("DB_PASS", "load'it");
        environment.put("DB_ADMIN_PASS", server.password());
        environment.put("BI_PASS", "read it");
    }

    @AfterEach
    void dropAll() {
        TestDatabase.execute("drop database if exists bank with (force)");
        TestDatabase.execute("drop role if exists segment_loader");
        // The other tests' database has granted something to it.
        TestDatabase.execute("alter role bi_reader nologin password null");
    }

    private Child command(String... arguments) throws IOException, InterruptedException {
        Child child = Child.start(root, environment, arguments);
        child.await();
        return child;
    }

    private void execute(String user, String password, String sql) throws SQLException {
        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/bank";
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Refused for want of the right, not because a transaction is read-only. */
    private void assertForbidden(String user, String password, String sql) {
        assertThatThrownBy(() -> {
                    String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/bank";
                    try (Connection connection = DriverManager.getConnection(url, user, password);
                            Statement statement = connection.createStatement()) {
                        statement.execute("set session characteristics as transaction read write");
                        statement.execute(sql);
                    }
                })
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    private String asReader(String query) throws SQLException {
        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/bank";
        try (Connection connection = DriverManager.getConnection(url, "bi_reader", "read it");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "none";
        }
    }

    @Test
    void loaderLoadsAndReaderSeesTheMartAndNothingElse() throws Exception {
        Child init = command("init-roles");
        assertThat(init.await()).as(init.errors()).isEqualTo(ExitCode.OK);
        assertThat(init.output())
                .contains(
                        "segment_loader: owns staging, data_mart, tally, touched and sample; may log in with its password")
                .contains("bi_reader: reads data_mart and staging.product_usage; may log in with its password");
        assertThat(init.output() + init.errors()).doesNotContain("load'it").doesNotContain("read it");

        Path clients = Files.write(
                root.resolve("clients.csv"), List.of("client_id,client_name,client_revenue", "5,Анна,1", "6,Борис,2"));
        Path uses = Files.write(
                root.resolve("product_usage.csv"), List.of("client_id,product,usage_date", "5,Вклад,2025-05-01"));
        Child load = command("load", clients.toString(), uses.toString());
        assertThat(load.await()).as(load.errors()).isEqualTo(ExitCode.OK);
        // Once more, with tables and rows that are there.
        assertThat(command("init-roles", "--json").await()).isEqualTo(ExitCode.OK);
        Files.write(root.resolve("clients.csv"), List.of("client_id,client_name,client_revenue", "5,Анна,100"));
        assertThat(command("load", clients.toString()).await()).isEqualTo(ExitCode.OK);
        assertThat(command("refresh", "--full").await()).isEqualTo(ExitCode.OK);

        assertThat(asReader("select client_revenue from data_mart.client_segments where client_id = 5"))
                .isEqualTo("100");
        assertThat(asReader("select count(*) from staging.product_usage")).isEqualTo("1");
        assertThat(
                        asReader(
                                "select count(*) from information_schema.table_constraints"
                                        + " where constraint_type = 'PRIMARY KEY' and table_name in ('client_segments', 'product_usage')"))
                .isEqualTo("2");
        assertThatThrownBy(() -> execute("bi_reader", "read it", "delete from data_mart.client_segments"))
                .hasMessageContaining("read-only transaction");
        for (String forbidden : List.of(
                "select * from staging.clients",
                "select * from staging.rejected_record",
                "select * from staging.load",
                "insert into data_mart.client_segments values (1, 'x', 1, 1, 'x', now())",
                "delete from data_mart.client_segments",
                "update staging.product_usage set product_name = 'x'",
                "create table data_mart.mine ()",
                "create table staging.mine ()",
                "create table public.mine ()",
                "create schema mine",
                "create role mine")) {
            assertForbidden("bi_reader", "read it", forbidden);
        }
        for (String forbidden : List.of("create role mine", "create database mine", "select * from pg_authid")) {
            assertForbidden("segment_loader", "load'it", forbidden);
        }
        // What the mart gets later is readable too.
        for (String relation :
                List.of("client_offers", "segment_migration", "data_quality", "publication", "hypotheses")) {
            assertThat(asReader("select count(*) > 0 from data_mart." + relation))
                    .isIn("t", "f");
        }
        execute("segment_loader", "load'it", "create view data_mart.later as select 7 as seven");
        assertThat(asReader("select seven from data_mart.later")).isEqualTo("7");
    }

    @Test
    void roleWithoutPasswordMayNotLogIn() throws Exception {
        assertThat(command("init-roles").await()).isEqualTo(ExitCode.OK);
        environment.put("BI_PASS", "");
        Child again = command("init-roles");
        assertThat(again.output()).contains("bi_reader: reads data_mart and staging.product_usage; may not log in");
        assertThatThrownBy(() -> asReader("select 1")).hasMessageContaining("bi_reader");
    }

    @Test
    void migrationAloneLetsTheReaderSeeTheMartWithKeysButNotLogIn() throws Exception {
        environment.put("DB_USER", server.user());
        environment.put("DB_PASS", server.password());
        assertThat(command("status").await()).isEqualTo(ExitCode.OK);
        assertThatThrownBy(() -> asReader("select 1")).hasMessageContaining("bi_reader");
        TestDatabase.execute("alter role bi_reader login password 'read it'");
        assertThat(asReader("select count(*) from data_mart.client_segments")).isEqualTo("0");
        assertThat(asReader("select count(*) from information_schema.table_constraints"
                        + " where table_name = 'client_segments' and constraint_type = 'PRIMARY KEY'"))
                .isEqualTo("1");
        assertForbidden("bi_reader", "read it", "select * from staging.clients");
    }

    @Test
    void roleThatMayNotMakeRolesMigratesAndInitRolesMendsTheRest() throws Exception {
        TestDatabase.execute("create role segment_loader login password 'load''it'");
        TestDatabase.execute("alter database bank owner to segment_loader");
        TestDatabase.execute("alter role bi_reader rename to bi_reader_of_others");
        try {
            assertThat(command("status").await()).isEqualTo(ExitCode.OK);
            assertThat(TestDatabase.jdbc()
                            .sql("select count(*) from pg_roles where rolname = 'bi_reader'")
                            .query(Integer.class)
                            .single())
                    .isZero();
            assertThat(command("init-roles").await()).isEqualTo(ExitCode.OK);
            assertThat(asReader("select count(*) from data_mart.client_segments"))
                    .isEqualTo("0");
            // The next version's text of what the reader may.
            execute(server.user(), server.password(), "delete from staging.schema_version where script like 'R%'");
            assertThat(command("status").await()).isEqualTo(ExitCode.OK);
            assertThat(asReader("select count(*) from data_mart.client_segments"))
                    .isEqualTo("0");
            Child gone = command("uninstall", "--confirm", "bank");
            assertThat(gone.await()).as(gone.errors()).isEqualTo(ExitCode.OK);
            assertThat(gone.output())
                    .contains(
                            "segment_loader: stays, there is more of it: owner of database bank", "bi_reader: dropped");
        } finally {
            TestDatabase.execute("drop database bank with (force)");
            TestDatabase.execute("drop role if exists bi_reader");
            TestDatabase.execute("alter role bi_reader_of_others rename to bi_reader");
        }
    }

    @Test
    void roleOfOthersGetsNothingUntilItIsAskedFor() throws Exception {
        environment.put("DB_USER", server.user());
        environment.put("DB_PASS", server.password());
        String mark = TestDatabase.jdbc()
                .sql("select shobj_description('bi_reader'::regrole, 'pg_authid')")
                .query(String.class)
                .single();
        TestDatabase.execute("comment on role bi_reader is 'reads the archive'");
        TestDatabase.execute("alter role bi_reader login password 'read it'");
        TestDatabase.execute("grant pg_monitor to bi_reader");
        try {
            assertThat(command("status").await()).isEqualTo(ExitCode.OK);
            assertForbidden("bi_reader", "read it", "select * from data_mart.client_segments");
            environment.put("DB_USER", "segment_loader");
            environment.put("DB_PASS", "load'it");
            Child init = command("init-roles");
            assertThat(init.await()).as(init.errors()).isEqualTo(ExitCode.OK);
            assertThat(init.output()).contains("bi_reader is a member of pg_monitor, too, and may do what that may");
            assertThat(asReader("select count(*) from data_mart.client_segments"))
                    .isEqualTo("0");
        } finally {
            TestDatabase.execute("revoke pg_monitor from bi_reader");
            TestDatabase.execute("comment on role bi_reader is '" + mark + "'");
        }
    }

    @Test
    void uninstallLeavesNothingOfOursAndEverythingOfOthers() throws Exception {
        assertThat(command("init-roles").await()).isEqualTo(ExitCode.OK);
        execute(server.user(), server.password(), "create view public.mine as select * from data_mart.client_segments");

        Child inTheWay = command("uninstall", "--confirm", "bank");
        assertThat(inTheWay.await()).isEqualTo(ExitCode.OBSTRUCTED);
        assertThat(inTheWay.errors())
                .contains("nothing was dropped", "view mine", "rests on table data_mart.client_segments: drop it")
                .doesNotContain("\tat ");
        execute(server.user(), server.password(), "drop view public.mine");
        execute(server.user(), server.password(), """
                create table public.heir () inherits (staging.clients);
                create table public.snap (mine data_mart.client_segments);
                create function public.f() returns setof data_mart.client_segments language sql
                    as 'select * from data_mart.client_segments';
                create table data_mart.analyst_list ()""");
        assertThat(command("uninstall", "--confirm", "bank").errors())
                .contains(
                        "table heir rests on table staging.clients: drop it",
                        "column mine of table snap rests on type data_mart.client_segments",
                        "function f() rests on type data_mart.client_segments",
                        "table data_mart.analyst_list belongs to postgres: put it into a schema of theirs");
        execute(
                server.user(),
                server.password(),
                "drop table public.heir, public.snap, data_mart.analyst_list; drop function public.f()");
        execute(server.user(), server.password(), "create table public.theirs as select 7 as seven");

        Child unconfirmed = command("uninstall");
        assertThat(unconfirmed.await()).isEqualTo(ExitCode.USAGE);
        assertThat(unconfirmed.errors()).contains("nothing was dropped: --confirm bank drops all");
        Child mistaken = command("uninstall", "--confirm", "bnak");
        assertThat(mistaken.await()).isEqualTo(ExitCode.USAGE);

        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/bank?ApplicationName=segment-mart";
        try (Connection daemon = DriverManager.getConnection(url, "segment_loader", "load'it")) {
            Child beside = command("uninstall", "--confirm", "bank");
            assertThat(beside.await()).isEqualTo(ExitCode.OBSTRUCTED);
            assertThat(beside.errors()).contains("a process of segment-mart is connected as segment_loader");
            assertThat(daemon.isValid(1)).isTrue();
        }

        try (Connection reader = DriverManager.getConnection(url, "bi_reader", "read it");
                Statement statement = reader.createStatement()) {
            statement.execute("set application_name = 'Power BI'");
            reader.setAutoCommit(false);
            statement.execute("select from data_mart.client_segments");
            assertThat(command("uninstall", "--confirm", "bank").errors())
                    .contains("nothing was dropped", "a transaction of bi_reader from 127.0.0.1 uses the tables since");
        }
        environment.put("DB_ADMIN_PASS", "wrong");
        Child stranger = command("uninstall", "--confirm", "bank");
        assertThat(stranger.await()).isEqualTo(ExitCode.NO_DATABASE);
        assertThat(stranger.errors()).contains("password authentication failed", "DB_ADMIN_PASS");
        environment.put("DB_ADMIN_PASS", server.password());

        Child done = command("uninstall", "--confirm", "bank");
        assertThat(done.await()).as(done.errors()).isEqualTo(ExitCode.OK);
        assertThat(done.output())
                .contains("segment_loader: dropped")
                // The database of the other tests has the product too.
                .contains("bi_reader: stays, there is more of it: ", "database " + server.name());
        try (Connection connection = DriverManager.getConnection(url, server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet left = statement.executeQuery("select string_agg(nspname, ' ' order by nspname)"
                        + " from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'")) {
            left.next();
            assertThat(left.getString(1)).isEqualTo("public");
        }
        execute(server.user(), server.password(), "select seven from public.theirs");
        assertThat(command("uninstall", "--confirm", "bank").output())
                .contains("sample: not there", "segment_loader: not there");
        // And it can be made anew.
        assertThat(command("init-roles").await()).isEqualTo(ExitCode.OK);
    }

    @Test
    void embeddedServerLetsTheReaderInWithBiPass() throws Exception {
        environment.remove("DB_HOST");
        environment.put("DB_EMBEDDED_PORT", "0");
        environment.put("HTTP_ENABLED", "false");
        Child daemon = Child.start(root, environment, "run");
        try {
            Pattern address = Pattern.compile("database postgres@localhost:(\\d+)/segment_mart");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> address.matcher(daemon.errors()).find());
            Matcher told = address.matcher(daemon.errors());
            assertThat(told.find()).isTrue();
            String url = "jdbc:postgresql://localhost:" + told.group(1) + "/segment_mart";
            try (Connection reader = DriverManager.getConnection(url, "bi_reader", "read it")) {
                assertThat(reader.createStatement().execute("select from data_mart.client_segments"))
                        .isTrue();
            }
            assertThatThrownBy(() -> DriverManager.getConnection(url, "bi_reader", "read it not"))
                    .hasMessageContaining("password authentication failed");
            assertThat(daemon.errors()).doesNotContain("read it");
        } finally {
            daemon.terminate();
            daemon.await();
        }
    }

    @Test
    void uninstallOfTheServerOfTheHomeSaysWhatToDelete() throws Exception {
        environment.remove("DB_HOST");
        Child embedded = command("uninstall", "--confirm", "segment_mart");
        assertThat(embedded.await()).isEqualTo(ExitCode.SETTINGS);
        assertThat(embedded.errors()).contains("end the daemon and delete", "postgres");
    }

    @Test
    void adminThatIsNoneIsToldInOneSentence() throws Exception {
        environment.put("DB_ADMIN_PASS", "wrong");
        Child init = command("init-roles");
        assertThat(init.await()).isEqualTo(ExitCode.NO_DATABASE);
        assertThat(init.errors()).contains("DB_ADMIN_USER and DB_ADMIN_PASS").doesNotContain("\tat ");
        environment.put("DB_USER", "postgres");
        Child same = command("init-roles");
        assertThat(same.await()).isEqualTo(ExitCode.SETTINGS);
        assertThat(same.errors()).contains("set it to segment_loader");
    }

    @Test
    void tlsTrustsOnlyTheCertificatesItIsGiven() throws Exception {
        environment.put("DB_NAME", server.name());
        environment.put("DB_USER", server.user());
        environment.put("DB_PASS", server.password());
        environment.put("DB_SSLMODE", "require");
        Child plain = command("status");
        assertThat(plain.await()).isEqualTo(ExitCode.NO_DATABASE);
        assertThat(plain.errors()).contains("does not support SSL").contains("DB_SSLMODE");
        Path certificate = certificate("server", "dns:localhost,ip:127.0.0.1");
        Path other = certificate("other", "dns:localhost");
        TestDatabase.execute("alter system set ssl_cert_file = '" + certificate + "'");
        TestDatabase.execute("alter system set ssl_key_file = '" + root.resolve("server.key") + "'");
        TestDatabase.execute("alter system set ssl = on");
        try {
            TestDatabase.execute("select pg_reload_conf(), pg_sleep(0.5)");
            environment.put("DB_SSLMODE", "verify-full");
            environment.put("DB_SSLROOTCERT", "server.crt");
            Child trusted = command("status");
            assertThat(trusted.await()).as(trusted.errors()).isEqualTo(ExitCode.OK);
            environment.put("DB_SSLROOTCERT", other.toString());
            Child distrusted = command("status");
            assertThat(distrusted.await()).isEqualTo(ExitCode.NO_DATABASE);
            assertThat(distrusted.errors()).contains("cannot be used: ").doesNotContain("\tat ");
            environment.put("DB_SSLROOTCERT", "nowhere.crt");
            Child missing = command("status");
            assertThat(missing.await()).isEqualTo(ExitCode.NO_DATABASE);
            assertThat(missing.errors()).contains("nowhere.crt");
            environment.put("DB_SSLROOTCERT", "");
            assertThat(command("status").await()).isEqualTo(ExitCode.NO_DATABASE);
        } finally {
            TestDatabase.execute("alter system reset ssl");
            TestDatabase.execute("alter system reset ssl_cert_file");
            TestDatabase.execute("alter system reset ssl_key_file");
            TestDatabase.execute("select pg_reload_conf(), pg_sleep(0.5)");
        }
    }

    /** A certificate that vouches for itself, {@code NAME.crt}, and its key, {@code NAME.key}; by the JDK's keytool. */
    private Path certificate(String name, String host) throws Exception {
        Path store = root.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=" + host,
                        "-ext",
                        "bc=ca:true",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit",
                        "-storetype",
                        "PKCS12")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        Path key = root.resolve(name + ".key");
        Files.createFile(
                key,
                java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                        java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key,
                pem("PRIVATE KEY", keys.getKey(name, "changeit".toCharArray()).getEncoded()));
        return Files.writeString(
                root.resolve(name + ".crt"),
                pem("CERTIFICATE", keys.getCertificate(name).getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }
}
