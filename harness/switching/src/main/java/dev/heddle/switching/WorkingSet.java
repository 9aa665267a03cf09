package dev.heddle.switching;

/** Holds the memory that one end works on between taking and giving. */
final class WorkingSet {
    /** The stride of a touch, in bytes: a cache line of x86-64 and of most of aarch64. */
    private static final int LINE_BYTES = 64;

    private final long[] words;

    WorkingSet(int bytes) {
        this.words = new long[bytes / Long.BYTES];
    }

    /** Reads and writes one word of each cache line. The sum goes to the benchmark's result, so that nothing is elided. */
    long touch() {
        long sum = 0;
        for (int word = 0; word < words.length; word += LINE_BYTES / Long.BYTES) {
            sum += ++words[word];
        }
        return sum;
    }
}
