package segmentmart.mart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A relation of analysis in {@code data_mart}: a SELECT in the file of its name. Those with few rows are tables, which
 * each refresh keeps up; the others are views.
 */
public record Relation(String name, Selection text) {
    /** Relations that are tables. */
    public static final List<String> TABLES = List.of(
            "segment_summary",
            "product_usage_frequency",
            "segment_products",
            "segment_months",
            "revenue_bands",
            "hypotheses");

    /** Relations that are views. */
    public static final List<String> VIEWS =
            List.of("client_offers", "segment_migration", "product_pairs", "data_quality");

    /** Reads a relation anew out of the folder of SQL. */
    public static Relation read(Path sql, String name) throws IOException {
        return new Relation(name, Selection.read(sql.resolve(name + ".sql")));
    }

    /** Whether there is a relation of this name. */
    public static boolean exists(String name) {
        return TABLES.contains(name) || isView(name);
    }

    /** Whether it is a view. */
    public static boolean isView(String name) {
        return VIEWS.contains(name);
    }

    /** The statement that brings the relation up to date; columns are taken in their order. */
    public String statement() {
        return isView(name)
                ? "create or replace view data_mart.%s as%n%s%n".formatted(name, text.select())
                : rows("data_mart." + name, text.select());
    }

    /** The statement that gives a table just the rows of a SELECT; those that are there already are not touched. */
    static String rows(String table, String select) {
        return """
            with fresh as materialized (
                select row(selected.*)::%1$s as fields
                from (
            %2$s
                ) as selected
            ),

            gone as (
                delete from %1$s as kept
                where kept in (
                    select other from %1$s as other
                    except
                    select fields from fresh
                )
            )

            insert into %1$s
            select (fields).*
            from (
                select fields from fresh
                except
                select kept from %1$s as kept
            ) as added
            """.formatted(table, select);
    }
}
