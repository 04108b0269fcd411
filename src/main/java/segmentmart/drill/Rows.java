package segmentmart.drill;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Compares rows with what they must be. */
final class Rows {
    private Rows() {}

    /**
     * Names the first row that is lost, doubled, or another than it must be.
     *
     * @param of what the rows are of, for the message
     * @param expected in the order of the key, each key once
     * @param actual in the order of the key
     */
    static <T> void compare(String of, List<T> expected, List<T> actual, Function<T, Integer> key) throws Mismatch {
        Iterator<T> must = expected.iterator();
        T before = null;
        for (T row : actual) {
            if (before != null && key.apply(row).equals(key.apply(before))) {
                throw new Mismatch(of + ": doubled " + row);
            }
            if (!must.hasNext()) {
                throw new Mismatch(of + ": never dropped " + row);
            }
            T next = must.next();
            if (!row.equals(next)) {
                boolean lost = key.apply(row) > key.apply(next);
                throw new Mismatch(of + ": " + (lost ? "lost " + next : row + " must be " + next));
            }
            before = row;
        }
        if (must.hasNext()) {
            throw new Mismatch(of + ": lost " + must.next());
        }
    }
}
