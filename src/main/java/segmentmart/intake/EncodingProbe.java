package segmentmart.intake;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells the encoding of a drop while its bytes pass: by its byte order mark, else by the first stretch of text that
 * is not ASCII. There, well-formed UTF-8 sequences are weighed against ill-formed bytes, so that one bad byte does
 * not turn a whole drop into windows-1251.
 */
final class EncodingProbe {
    private static final int SAMPLE_BYTES = 1 << 16;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream(4);
    private final ByteArrayOutputStream sample = new ByteArrayOutputStream();

    /** Takes the next bytes of the content. */
    void accept(byte[] bytes, int length) {
        if (head.size() < 3) {
            head.write(bytes, 0, Math.min(3 - head.size(), length));
        }
        if (sample.size() >= SAMPLE_BYTES) {
            return;
        }
        int from = 0;
        while (sample.size() == 0 && from < length && bytes[from] >= 0) {
            from++;
        }
        sample.write(bytes, from, Math.min(length - from, SAMPLE_BYTES - sample.size()));
    }

    /** Length of the byte order mark, 0 if there is none. */
    int bomBytes() {
        TextEncoding marked = marked();
        return marked == null ? 0 : marked == TextEncoding.UTF_8 ? 3 : 2;
    }

    TextEncoding verdict() {
        TextEncoding marked = marked();
        return marked != null ? marked : looksLikeUtf8() ? TextEncoding.UTF_8 : TextEncoding.WINDOWS_1251;
    }

    private @Nullable TextEncoding marked() {
        byte[] first = Arrays.copyOf(head.toByteArray(), 3);
        if (first[0] == (byte) 0xef && first[1] == (byte) 0xbb && first[2] == (byte) 0xbf) {
            return TextEncoding.UTF_8;
        }
        if (first[0] == (byte) 0xff && first[1] == (byte) 0xfe) {
            return TextEncoding.UTF_16LE;
        }
        return first[0] == (byte) 0xfe && first[1] == (byte) 0xff ? TextEncoding.UTF_16BE : null;
    }

    private boolean looksLikeUtf8() {
        byte[] bytes = sample.toByteArray();
        int wellFormed = 0;
        int illFormed = 0;
        for (int i = 0; i < bytes.length; ) {
            int length = sequenceLength(bytes[i]);
            if (length == 1) {
                i++;
            } else if (i + length > bytes.length && length > 0) {
                break; // the sample ends within this sequence
            } else if (length > 1 && continues(bytes, i, length)) {
                wellFormed++;
                i += length;
            } else {
                illFormed++;
                i++;
            }
        }
        return wellFormed >= illFormed;
    }

    private static boolean continues(byte[] bytes, int at, int length) {
        for (int i = at + 1; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int sequenceLength(byte lead) {
        int b = lead & 0xff;
        return b < 0x80 ? 1 : b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
    }
}
