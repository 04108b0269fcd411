package segmentmart.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import segmentmart.intake.Checked.Client;
import segmentmart.intake.Checked.Reject;
import segmentmart.intake.Checked.Usage;
import segmentmart.intake.RejectCode;

class ChunkTest {
    private final Chunk.Builder gathered = new Chunk.Builder(7, 3);

    @Test
    void usesComeInTheOrderOfTheirClientsAndOfTheDrop() {
        gathered.add(new Usage(2, 30, "Вклад", 1));
        gathered.add(new Usage(3, 10, "Карта", 2));
        gathered.add(new Usage(4, 30, "Карта", 3));
        Chunk chunk = gathered.build();
        assertThat(chunk.rows())
                .containsEntry("client_ids", new int[] {10, 30, 30})
                .containsEntry("line_nos", new int[] {3, 2, 4})
                .containsEntry("usage_days", new int[] {2, 1, 3})
                .containsEntry("product_nos", new int[] {2, 1, 2})
                .containsEntry("load_id", 7L);
        assertThat(chunk.rowCount()).isEqualTo(3);
    }

    @Test
    void ofAClientGivenTwiceTheLaterRecordIsKept() {
        gathered.add(new Client(2, 5, "Анна", 100));
        gathered.add(new Client(3, 4, "Пётр", null));
        gathered.add(new Client(4, 5, "Яна", 300));
        Chunk chunk = gathered.build();
        assertThat(chunk.rows())
                .containsEntry("client_ids", new int[] {4, 5})
                .containsEntry("line_nos", new int[] {3, 4})
                .containsEntry("client_revenues", new Integer[] {null, 300})
                .containsEntry("least_client_id", 4)
                .containsEntry("greatest_client_id", 5);
        assertThat(chunk.size()).isEqualTo(3);
        assertThat(chunk.rowCount()).isEqualTo(2);
    }

    @Test
    void chunkIsFullAtItsLimitRejectsAmongIt() {
        assertThat(gathered.add(new Usage(2, 1, "Вклад", 1))).isTrue();
        assertThat(gathered.add(new Reject(3, 2, null, RejectCode.FIELD_COUNT, "no", "{")))
                .isTrue();
        assertThat(gathered.add(new Usage(4, 1, "Вклад", 1))).isFalse();
        assertThat(gathered.build().rejects()).hasSize(1);
    }

    @Test
    void textGoesAsPostgresReadsIt() {
        TextColumn column = new TextColumn(List.of("ж", ""));
        byte[] sent = new byte[column.lengthInBytes()];
        column.toBytes(sent, 0);
        byte[] letter = "ж".getBytes(StandardCharsets.UTF_8);
        // Dimensions, no nulls, type text, length, first index; then length and bytes of each.
        assertThat(sent)
                .containsExactly(
                        0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 25, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, letter[0], letter[1],
                        0, 0, 0, 0);
        assertThat(column).hasToString("text[] of 30 bytes");
        assertThatThrownBy(column::getValue).hasMessageContaining("does not send text[] in binary");
    }
}
