package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
    @ParameterizedTest
    @ValueSource(
            chars = {
                '\0', '\b', '\t', '\r', '\u001b', '\u007f', '\u0080', '\u009b', '\u009f', '\u2028', '\u202a', '\u202e'
            })
    void controlCharactersDoNotReachATerminal(char control) {
        assertThat(Terminal.plain("a" + control + "b")).isEqualTo("a?b");
        assertThat(Terminal.escaped("\"a" + control + "b\"")).isEqualTo("\"a\\u%04xb\"".formatted((int) control));
    }

    @Test
    void rowsWrittenToATerminalDoNotControlIt() throws IOException {
        StringWriter terminal = new StringWriter();
        try (TerminalWriter writer = new TerminalWriter(terminal)) {
            writer.write("1,Анна\u001b[31m\n".toCharArray());
            writer.write("a\u009bb", 0, 3);
            writer.write('\u202e');
        }
        assertThat(terminal).hasToString("1,Анна?[31m\na?b?");
    }

    @Test
    void textIsShownInItsOwnOrder() {
        assertThat(Terminal.plain("\u2066\u2067\u2068\u2069")).isEqualTo("????");
    }

    @Test
    void lettersOfAllScriptsAndLineBreaksStay() {
        String text = "Азамат, «ё»,\n№ 1 – 5 ₽\u00a0😀";
        assertThat(Terminal.plain(text)).isEqualTo(text);
        assertThat(Terminal.escaped(text)).isEqualTo(text);
    }

    @Test
    void lineIsOne() {
        assertThat(Terminal.line("1,\"два\r\nряда\"")).isEqualTo("1,\"два??ряда\"");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(Terminal.cut("абв", 3)).isEqualTo("абв");
        assertThat(Terminal.cut("абвг", 3)).isEqualTo("аб…");
        assertThat(Terminal.cut("😀😀😀", 2)).isEqualTo("😀…");
    }
}
