package dev.heddle.load;

/** A queue of longs, first in, first out, without an object for each. */
final class LongQueue {
    private static final long[] NONE = {};

    private long[] values = NONE;
    private int first;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    void add(long value) {
        if (size == values.length) {
            long[] more = new long[Math.max(16, 2 * size)];
            for (int i = 0; i < size; i++) {
                more[i] = values[first + i & size - 1];
            }
            values = more;
            first = 0;
        }
        values[first + size & values.length - 1] = value;
        size++;
    }

    /** Returns the first of them, which there must be. */
    long peek() {
        return values[first];
    }

    /** Takes the first of them, which there must be. */
    long take() {
        long value = values[first];
        first = first + 1 & values.length - 1;
        size--;
        return value;
    }
}
