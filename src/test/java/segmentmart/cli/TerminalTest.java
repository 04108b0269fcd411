package segmentmart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void noTextMovesTheCursorOrTurnsTheDirection() {
        assertThat(Terminal.plain("a\u001b[31m\r\t\u007f\u009b2J\u0085\u202e\u2067b\nё"))
                .isEqualTo("a?[31m????2J???b\nё");
    }
}
