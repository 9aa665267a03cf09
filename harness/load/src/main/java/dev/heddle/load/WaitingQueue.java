package dev.heddle.load;

/** A queue of requests that wait for a connection, first in, first out, without an object for each. */
final class WaitingQueue {
    private static final long[] NONE = {};

    private long[] intended = NONE;
    private long[] takenUp = NONE;
    private int first;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a request, by its intended start and by when the engine took it up. */
    void add(long intendedAt, long takenUpAt) {
        if (size == intended.length) {
            int room = Math.max(16, 2 * size);
            intended = copy(intended, room);
            takenUp = copy(takenUp, room);
            first = 0;
        }
        int at = first + size & intended.length - 1;
        intended[at] = intendedAt;
        takenUp[at] = takenUpAt;
        size++;
    }

    private long[] copy(long[] values, int room) {
        long[] more = new long[room];
        for (int i = 0; i < size; i++) {
            more[i] = values[first + i & size - 1];
        }
        return more;
    }

    /** Returns the intended start of the first of them, which there must be. */
    long intended() {
        return intended[first];
    }

    /** Returns when the engine took up the first of them, which there must be. */
    long takenUp() {
        return takenUp[first];
    }

    /** Takes the first of them away, which there must be. Returns its intended start. */
    long take() {
        long value = intended[first];
        first = first + 1 & intended.length - 1;
        size--;
        return value;
    }
}
