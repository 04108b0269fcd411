package segmentmart.staging;

import java.util.Arrays;

/** A column of integers that grows. */
final class Ints {
    private int[] values = new int[64];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    int get(int position) {
        return values[position];
    }

    int size() {
        return size;
    }

    /** The positions, in the order of their values; of equal ones the earlier is first. */
    int[] order() {
        long[] keys = new long[size];
        for (int i = 0; i < size; i++) {
            keys[i] = (long) values[i] << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    /** The values at some positions. */
    int[] at(int[] positions) {
        int[] picked = new int[positions.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[positions[i]];
        }
        return picked;
    }
}
