package segmentmart.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionSystemException;

class FaultTest {
    @ParameterizedTest
    @CsvSource({
        "08006, DATABASE",
        "53100, DATABASE",
        "53300, DATABASE",
        "57P01, DATABASE",
        "57P03, DATABASE",
        "58030, DATABASE",
        "25006, DATABASE",
        "XX001, DATABASE",
        "28P01, DATABASE",
        "3D000, DATABASE",
        "40001, AROUND",
        "40P01, AROUND",
        "42601, AROUND",
        "42703, AROUND",
        "26000, AROUND",
        "42501, AROUND",
        "55P03, AROUND",
        "57014, AROUND",
        "22003, UNKNOWN",
        "23514, UNKNOWN",
        "54000, UNKNOWN",
        "XX000, UNKNOWN",
        "P0001, UNKNOWN"
    })
    void sqlStateTellsWhereTheFaultLies(String state, Fault fault) {
        SQLException server = new SQLException("so it says", state);
        assertThat(Fault.of(new DataIntegrityViolationException("wrapped", server)))
                .isEqualTo(fault);
    }

    @Test
    void connectionLostIsOfTheDatabaseAlsoWhereASocketLiesBeneath() {
        SQLException lost = new SQLException("I/O error", "08006", new SocketException("reset"));
        TransactionSystemException rollback = new TransactionSystemException("rollback failed", lost);
        rollback.initApplicationException(new DataIntegrityViolationException("wrapped", lost));
        assertThat(Fault.of(rollback)).isEqualTo(Fault.DATABASE);
    }

    @Test
    void poolThatGivesNoConnectionIsOfTheDatabase() {
        assertThat(Fault.of(
                        new CannotGetJdbcConnectionException("none", new SQLTransientConnectionException("timed out"))))
                .isEqualTo(Fault.DATABASE);
    }

    @Test
    void filesAreAroundTheDropAndProgramsUnknown() {
        assertThat(Fault.of(new UncheckedIOException(new IOException("No space left on device"))))
                .isEqualTo(Fault.AROUND);
        assertThat(Fault.of(new IllegalStateException("who knows"))).isEqualTo(Fault.UNKNOWN);
        assertThat(Fault.of(new StackOverflowError())).isEqualTo(Fault.UNKNOWN);
    }
}
