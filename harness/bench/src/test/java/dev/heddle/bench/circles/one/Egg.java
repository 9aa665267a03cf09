package dev.heddle.bench.circles.one;

/** The other of the two classes. */
final class Egg {
    Chicken hatches() {
        return new Chicken();
    }
}
