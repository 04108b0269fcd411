package segmentmart.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final Retries retries = new Retries();

    @Test
    void dropThatFailedWaitsAlone() {
        retries.failed("a", Fault.UNKNOWN, "so");
        assertThat(retries.mayTry("a")).isFalse();
        assertThat(retries.mayTry("b")).isTrue();
        assertThat(retries.isHeld("b")).isFalse();
        assertThat(retries.reasons()).containsExactly(Map.entry("a", "so"));
        await().until(() -> retries.mayTry("a"));
        assertThat(retries.failed("a", Fault.UNKNOWN, "again").tries()).isEqualTo(2);
        retries.ended("a");
        assertThat(retries.reasons()).isEmpty();
    }

    @Test
    void whileTheDatabaseAilsOneTriesForAllEachInItsTurn() {
        retries.failed("a", Fault.DATABASE, "away");
        assertThat(retries.isHeld("b")).isTrue();
        assertThat(retries.mayTry("b")).isFalse();
        await().until(() -> retries.mayTry("b"));
        assertThat(List.of(retries.mayTry("a"), retries.mayTry("b"), retries.mayTry("c")))
                .containsExactly(false, true, false);
        retries.failed("b", Fault.DATABASE, "away");
        await().until(() -> retries.mayTry("c"));
        assertThat(retries.isHeld("c")).isFalse();
        assertThat(retries.ended("c"))
                .as("it is news that the database is well")
                .isTrue();
        assertThat(retries.mayTry("a")).isTrue();
        assertThat(retries.mayTry("b")).isTrue();
    }

    @Test
    void dropsThatWereUnderWayWhenTheTroubleBeganLengthenNoPause() {
        assertThat(retries.failed("a", Fault.DATABASE, "away").tries()).isEqualTo(1);
        assertThat(retries.failed("b", Fault.DATABASE, "away").tries()).isEqualTo(1);
        await().until(() -> retries.mayTry("c"));
        retries.failed("b", Fault.DATABASE, "away");
        assertThat(retries.mayTry("c")).isTrue();
        assertThat(retries.failed("c", Fault.DATABASE, "away").tries()).isEqualTo(2);
    }

    @Test
    void dropThatWasTheOnlyOneToTryTriesAgain() {
        retries.failed("a", Fault.DATABASE, "away");
        await().until(() -> retries.mayTry("a"));
    }

    @Test
    void outageIsForgottenWithTheLastDrop() {
        retries.failed("a", Fault.DATABASE, "away");
        retries.retain(List.of());
        assertThat(retries.reasons()).isEmpty();
        assertThat(retries.mayTry("b")).isTrue();
    }

    @Test
    void probeThatHasLeftGivesWay() {
        retries.failed("a", Fault.DATABASE, "away");
        await().until(() -> retries.mayTry("b"));
        retries.left("b");
        assertThat(retries.mayTry("c")).isTrue();
    }
}
