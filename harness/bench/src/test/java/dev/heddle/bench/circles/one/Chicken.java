package dev.heddle.bench.circles.one;

import dev.heddle.bench.circles.two.Farm;

/** One of two classes in a circle, and of two packages in one. */
public final class Chicken {
    private final Egg egg = new Egg();

    Egg lays() {
        return egg;
    }

    Farm home() {
        return new Farm();
    }
}
