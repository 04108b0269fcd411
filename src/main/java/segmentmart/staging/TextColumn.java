package segmentmart.staging;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.postgresql.core.Oid;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * A {@code text[]} as it goes to PostgreSQL, encoded by the thread that reads rather than by the one that inserts: one
 * dimension, no nulls, in the layout of PostgreSQL's {@code array_recv}.
 */
final class TextColumn extends PGobject implements PGBinaryObject {
    private static final long serialVersionUID = 1L;

    private final byte[] encoded;

    TextColumn(Collection<String> values) {
        setType("_text");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, 1, 0, Oid.TEXT, values.size(), 1);
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            put(out, bytes.length);
            out.writeBytes(bytes);
        }
        encoded = out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        out.writeBytes(bytes.array());
    }

    @Override
    public int lengthInBytes() {
        return encoded.length;
    }

    @Override
    public void toBytes(byte[] target, int offset) {
        System.arraycopy(encoded, 0, target, offset, encoded.length);
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("it is only sent");
    }

    /** Asked for where the driver may not send binary values; null would be an empty chunk. */
    @Override
    public String getValue() {
        throw new IllegalStateException(
                "the connection to PostgreSQL does not send text[] in binary; use the driver that came with this");
    }

    @Override
    public String toString() {
        return "text[] of " + encoded.length + " bytes";
    }
}
