package segmentmart.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Text on its way to a terminal, which names and values in it cannot control. For one thread. */
final class TerminalWriter extends FilterWriter {
    TerminalWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int character) throws IOException {
        out.write(Terminal.plain(Character.toString((char) character)));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        out.write(Terminal.plain(new String(text, offset, length)));
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(Terminal.plain(text.substring(offset, offset + length)));
    }
}
