package segmentmart.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import segmentmart.TestDatabase;
import segmentmart.mart.Relation;

class RowWriterIT {
    private static final String EVERY_TYPE = """
            select
                7 as whole,
                1e-7::double precision as figure,
                12.50::numeric as sum,
                true as yes,
                date '2025-05-24' as day,
                timestamptz '2025-05-24 10:00:00.5+00' as moment,
                '=1+1'::varchar(9) as name,
                array['a', '"b"']::text [] as names,
                array[1, 2]::bigint [] as numbers,
                '{"k": ["=1", null]}'::jsonb as facts,
                null::text as nothing
            """;

    private static String written(Format format, String query, BooleanSupplier isBrokenOff) {
        StringWriter out = new StringWriter();
        TestDatabase.jdbc().sql(query).query(rows -> {
            try {
                return new RowWriter(format, false, out, isBrokenOff).write(rows);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return out.toString();
    }

    private static String moment() {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                OffsetDateTime.parse("2025-05-24T10:00:00.5Z").atZoneSameInstant(ZoneId.systemDefault()));
    }

    @Test
    void valuesOfEveryTypeAreCells() {
        assertThat(written(Format.CSV, EVERY_TYPE, () -> false))
                .isEqualTo("whole,figure,sum,yes,day,moment,name,names,numbers,facts,nothing\n"
                        + "7,0.0000001,12.50,true,2025-05-24," + moment()
                        + ",'=1+1,\"a; \"\"b\"\"\",1; 2,\"{\"\"k\"\": [\"\"=1\"\", null]}\",\n");
    }

    @Test
    void valuesOfEveryTypeAreJson() {
        assertThat(written(Format.JSONL, EVERY_TYPE + " union all " + EVERY_TYPE, () -> false)
                        .lines())
                .hasSize(2)
                .containsOnly("{\"whole\":7,\"figure\":1.0E-7,\"sum\":12.50,\"yes\":true,\"day\":\"2025-05-24\","
                        + "\"moment\":\"" + moment() + "\",\"name\":\"=1+1\",\"names\":[\"a\",\"\\\"b\\\"\"],"
                        + "\"numbers\":[1,2],\"facts\":{\"k\": [\"=1\", null]},\"nothing\":null}");
    }

    @Test
    void noRowsAreAHeaderOrNothing() {
        assertThat(written(Format.CSV, "select 1 as n where false", () -> false))
                .isEqualTo("n\n");
        assertThat(written(Format.JSONL, "select 1 as n where false", () -> false))
                .isEmpty();
    }

    @Test
    void processThatIsToEndWritesNoMore() {
        assertThatThrownBy(() -> written(Format.CSV, "select 1 as n", () -> true))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void everyRelationOfAnalysisIsForReaders() {
        assertThat(Stream.of(Relation.TABLES, Relation.VIEWS).flatMap(names -> names.stream()))
                .allMatch(Extract::exists);
        assertThat(Extract.exists("refresh; drop table data_mart.refresh")).isFalse();
        TestDatabase.empty();
        Extract.ofOneMoment(TestDatabase.get().pool(), extract -> {
            Extract.ANALYSIS.forEach(relation -> {
                StringWriter out = new StringWriter();
                try {
                    extract.write(relation, null, new RowWriter(Format.CSV, false, out, () -> false));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                String columns = TestDatabase.csv("select * from data_mart." + relation + " where false");
                assertThat(out.toString().lines().findFirst().orElseThrow().split(",", -1))
                        .as(relation)
                        .contains(columns.strip().split(",", -1));
            });
            return true;
        });
    }
}
