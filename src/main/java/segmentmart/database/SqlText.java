package segmentmart.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Statements that lie beside the classes that have them run, one a file. */
public final class SqlText {
    private SqlText() {}

    /** The statement in {@code NAME.sql} beside a class. */
    public static String of(Class<?> beside, String name) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("no " + name + ".sql beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The migration in {@code NAME.sql}. */
    static String migration(String name) throws IOException {
        return of(SqlText.class, "/" + Schema.MIGRATIONS + "/" + name);
    }
}
