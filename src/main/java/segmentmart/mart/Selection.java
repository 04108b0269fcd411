package segmentmart.mart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A SELECT as it stands in its file.
 *
 * @param select the text, without a semicolon at its end
 * @param sha256 of the file, hexadecimal
 */
public record Selection(String select, String sha256) {

    /** Reads it anew from its file. */
    public static Selection read(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new IOException(file + " is not there; put it back");
        }
        byte[] bytes = Files.readAllBytes(file);
        String select =
                new String(bytes, StandardCharsets.UTF_8).replace("\ufeff", "").strip();
        while (select.endsWith(";")) {
            select = select.substring(0, select.length() - 1).strip();
        }
        return new Selection(select, DigestUtils.sha256Hex(bytes));
    }
}
