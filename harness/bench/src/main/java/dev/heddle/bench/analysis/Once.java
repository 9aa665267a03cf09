package dev.heddle.bench.analysis;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds a value that is made when it is first asked for. It is made only once, whichever threads ask. */
final class Once<T> {
    private final Supplier<T> make;
    private @Nullable T made;

    Once(Supplier<T> make) {
        this.make = make;
    }

    synchronized T get() {
        if (made == null) {
            made = make.get();
        }
        return made;
    }
}
