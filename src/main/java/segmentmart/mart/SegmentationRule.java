package segmentmart.mart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The segmentation rule as it stands in its file: a SELECT of the columns of {@code data_mart.client_segments}.
 *
 * @param select the text, without a semicolon at its end
 * @param sha256 of the file, hexadecimal
 */
public record SegmentationRule(String select, String sha256) {

    /** Reads the rule anew from its file. */
    public static SegmentationRule read(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new IOException("the rule " + file + " is not there; put it back");
        }
        byte[] bytes = Files.readAllBytes(file);
        String select =
                new String(bytes, StandardCharsets.UTF_8).replace("\ufeff", "").strip();
        while (select.endsWith(";")) {
            select = select.substring(0, select.length() - 1).strip();
        }
        return new SegmentationRule(select, DigestUtils.sha256Hex(bytes));
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
            """.formatted(select);
    }
}
