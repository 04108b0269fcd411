package segmentmart.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import segmentmart.drill.Delivery.Bad;
import segmentmart.drill.Delivery.End;
import segmentmart.drill.Delivery.Kind;

class RowsTest {
    private static final Bad ONE = new Bad(1, "one");
    private static final Bad TWO = new Bad(2, "two");
    private static final Bad THREE = new Bad(3, "three");

    private static void compare(List<Bad> expected, List<Bad> actual) throws Mismatch {
        Rows.compare("x.csv", expected, actual, Bad::line);
    }

    @Test
    void sameRowsAreRight() {
        assertThatCode(() -> compare(List.of(ONE, TWO), List.of(ONE, TWO))).doesNotThrowAnyException();
        assertThatCode(() -> compare(List.of(), List.of())).doesNotThrowAnyException();
    }

    @Test
    void lostRowIsNamed() {
        for (List<Bad> actual : List.of(List.of(TWO, THREE), List.of(ONE, THREE), List.of(ONE, TWO))) {
            assertThatThrownBy(() -> compare(List.of(ONE, TWO, THREE), actual))
                    .hasMessageStartingWith("x.csv: lost Bad");
        }
    }

    @Test
    void doubledRowIsNamed() {
        for (List<Bad> actual : List.of(List.of(ONE, ONE, TWO), List.of(ONE, TWO, TWO))) {
            assertThatThrownBy(() -> compare(List.of(ONE, TWO), actual)).hasMessageStartingWith("x.csv: doubled Bad");
        }
    }

    @Test
    void rowThatWasNeverDroppedAndOneThatIsAnotherAreNamed() {
        assertThatThrownBy(() -> compare(List.of(ONE), List.of(ONE, TWO))).hasMessageContaining("never dropped");
        assertThatThrownBy(() -> compare(List.of(ONE), List.of(new Bad(1, "eins"))))
                .hasMessageContaining("must be");
    }

    @Test
    void deliveryIsTheSameEachTimeItIsWritten() {
        for (String name : List.of("product_usage-1.csv", "product_usage-1.jsonl", "product_usage-1.csv.gz")) {
            Delivery delivery = Delivery.of(name, Kind.PRODUCT_USAGE, 5, 1_000, 1, End.LOADED);
            assertThat(delivery.file()).isEqualTo(delivery.file());
            assertThat(delivery.content().uses()).hasSize(1_000 - delivery.bad());
            assertThat(delivery.bad()).isPositive();
            assertThat(Delivery.of(name, Kind.PRODUCT_USAGE, 6, 1_000, 1, End.LOADED)
                            .sha256())
                    .isNotEqualTo(delivery.sha256());
        }
    }
}
