package segmentmart.intake;

import java.nio.charset.Charset;

/** Character questions that the Java library answers differently from how people write files. */
final class Text {
    /** Longest record, in bytes of its own encoding. */
    static final int MAX_RECORD_BYTES = 1 << 20;

    private Text() {}

    /** Strips white space at both ends, no-break spaces and stray byte order marks among it. */
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static boolean isBlank(char c) {
        return c <= ' ' || (c >= 0x7f && (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff'));
    }

    /** Stands for an ill-formed byte: a lone low surrogate, which no well-formed text decodes to. */
    static char escape(byte illFormed) {
        return (char) (0xdc00 | (illFormed & 0xff));
    }

    /** Whether {@code text[at]} is an {@link #escape escaped} byte or another lone surrogate. */
    static boolean isLoneSurrogate(char[] text, int at, int start, int end) {
        char c = text[at];
        if (Character.isLowSurrogate(c)) {
            return at == start || !Character.isHighSurrogate(text[at - 1]);
        }
        return Character.isHighSurrogate(c) && (at + 1 == end || !Character.isLowSurrogate(text[at + 1]));
    }

    /** Whether PostgreSQL can store the text: no U+0000 and no lone surrogates. */
    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                if (++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            } else if (Character.isLowSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** The text with what PostgreSQL cannot store written as {@code \xNN} or, for half a surrogate pair, as its four hexadecimal digits. */
    static String storable(String text) {
        if (isStorable(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (c == 0) {
                out.append("\\x00");
            } else if (Character.isSurrogate(c) && isLoneSurrogate(chars, i, 0, chars.length)) {
                out.append(c >= 0xdc80 && c <= 0xdcff ? "\\x%02x".formatted(c & 0xff) : "\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The bytes the text was read from: escaped bytes become what they were. */
    static byte[] original(String text, Charset charset) {
        if (isStorable(text)) {
            return text.getBytes(charset);
        }
        var out = new java.io.ByteArrayOutputStream(text.length() * 2);
        int from = 0;
        char[] chars = text.toCharArray();
        for (int i = 0; i <= chars.length; i++) {
            boolean escaped =
                    i < chars.length && (chars[i] & 0xff00) == 0xdc00 && isLoneSurrogate(chars, i, 0, chars.length);
            if (escaped || i == chars.length) {
                out.writeBytes(new String(chars, from, i - from).getBytes(charset));
                from = i + 1;
            }
            if (escaped) {
                out.write(chars[i] & 0xff);
            }
        }
        return out.toByteArray();
    }

    /** A value as messages quote it: storable, without line breaks, cut where it is long. */
    static String quote(String value) {
        String oneLine = storable(value).replaceAll("\\p{Cntrl}", " ");
        return '"' + (oneLine.codePointCount(0, oneLine.length()) <= 80 ? oneLine : cut(oneLine, 80) + "…") + '"';
    }

    static String cut(String text, int codePoints) {
        return text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }
}
