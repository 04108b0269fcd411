package segmentmart.mart;

import java.util.List;
import java.util.stream.Stream;
import segmentmart.TestDatabase;

/** What the tallies have come to, however they came about. */
public final class Analysis {
    private Analysis() {}

    /** The rows of the relations, and of those tallies that are written in one way only. */
    public static List<String> rows() {
        return Stream.of(
                        Relation.TABLES.stream()
                                .filter(name -> !name.equals("hypotheses"))
                                .map(name -> "data_mart." + name),
                        // Sums of these figures depend on the order of rows, in their last places.
                        Stream.of("(select hypothesis, verdict, n, sentence_ru, sentence_en, round(figure::numeric, 9)"
                                + " from data_mart.hypotheses)"),
                        Stream.of("client_offers", "segment_migration", "product_pairs")
                                .map(name -> "data_mart." + name),
                        Stream.of("uses", "product_clients", "income", "recency", "ladder")
                                .map(name -> "tally." + name))
                .flatMap(names -> names)
                .map(name -> name + ": " + TestDatabase.csv("select * from " + name + " as r order by r::text"))
                .toList();
    }
}
