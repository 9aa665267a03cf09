package dev.heddle.load;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Puts the event loops' parts of each second together, and tells whoever listens. One thread uses it. */
final class Collector {
    private final List<String> streams;
    private final int[] parts;
    private final LoadEngine.Window window;
    private final List<List<Second>> done = new ArrayList<>();
    private final List<TreeMap<Integer, Sum>> open = new ArrayList<>();

    /**
     * Makes a collector for a plan's streams.
     *
     * @param parts how many event loops each stream has
     */
    Collector(List<String> streams, int[] parts, LoadEngine.Window window) {
        this.streams = streams;
        this.parts = parts;
        this.window = window;
        for (int i = 0; i < parts.length; i++) {
            done.add(new ArrayList<>());
            open.add(new TreeMap<>());
        }
    }

    void add(Slice slice) {
        TreeMap<Integer, Sum> sums = open.get(slice.stream());
        Sum sum = sums.computeIfAbsent(slice.counts().second(), second -> new Sum());
        sum.add(slice);
        if (sum.slices == parts[slice.stream()]) {
            // A loop that had nothing left ended early, and has no part in this second or in those before.
            while (!sums.isEmpty() && sums.firstKey() <= slice.counts().second()) {
                tell(slice.stream(), sums.pollFirstEntry().getValue());
            }
        }
    }

    private void tell(int stream, Sum sum) {
        Second second = sum.second();
        done.get(stream).add(second);
        window.second(streams.get(stream), second);
    }

    /** Returns every second of a stream, when no part is missing any more. */
    List<Second> seconds(int stream) {
        for (Sum sum : open.get(stream).values()) {
            tell(stream, sum);
        }
        open.get(stream).clear();
        return done.get(stream);
    }

    private static final class Sum {
        private int slices;
        private @Nullable Slice sum;

        void add(Slice slice) {
            slices++;
            Slice so = sum;
            if (so == null) {
                sum = slice;
                return;
            }
            Histogram both = so.responseTime();
            both.add(slice.responseTime());
            Second a = so.counts();
            Second b = slice.counts();
            sum = new Slice(
                    so.stream(),
                    new Second(
                            a.second(),
                            a.scheduled() + b.scheduled(),
                            a.answered() + b.answered(),
                            a.wrong() + b.wrong(),
                            a.timedOut() + b.timedOut(),
                            a.refused() + b.refused(),
                            a.unsent() + b.unsent(),
                            0,
                            0,
                            0,
                            a.backlog() + b.backlog()),
                    both);
        }

        Second second() {
            Slice of = sum;
            if (of == null) {
                throw new IllegalStateException("no part yet");
            }
            Second counts = of.counts();
            Histogram times = of.responseTime();
            return new Second(
                    counts.second(),
                    counts.scheduled(),
                    counts.answered(),
                    counts.wrong(),
                    counts.timedOut(),
                    counts.refused(),
                    counts.unsent(),
                    times.getValueAtPercentile(50),
                    times.getValueAtPercentile(99),
                    times.getMaxValue(),
                    counts.backlog());
        }
    }
}
