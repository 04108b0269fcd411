package segmentmart.mart;

import java.io.IOException;
import java.nio.file.Path;

/** The segmentation rule: a SELECT of the columns of {@code data_mart.client_segments}. */
public record SegmentationRule(Selection text) {
    /** Its name, and that of its file. */
    public static final String NAME = "client_segments";

    /** Reads the rule anew out of the folder of SQL. */
    public static SegmentationRule read(Path sql) throws IOException {
        return new SegmentationRule(Selection.read(sql.resolve(NAME + ".sql")));
    }

    /**
     * The statement that makes the draft out of the rule's rows. The columns are taken by name. Making a table, unlike
     * filling one, may use several processors.
     */
    public String intoDraft() {
        return """
            create temporary table client_segments_draft on commit drop as
            select
                client_id::integer,
                client_name,
                client_revenue::integer,
                usage_count::integer,
                client_segment,
                last_product_usage_date::date
            from (
            %s
            ) as rule
            """.formatted(text.select());
    }

    /**
     * The statement that keeps {@code tally.ladder}: the segments of the clients of {@code sample}, whose number below
     * zero is that of their products.
     */
    public String intoLadder() {
        return Relation.rows("tally.ladder", """
            select
                -client_id::integer as products,
                client_segment
            from (
            %s
            ) as rule
            where
                client_id < 0
                and client_segment is not null
            """.formatted(text.select()));
    }
}
