package dev.heddle.bench.circles.two;

import dev.heddle.bench.circles.one.Chicken;

/** The other package of the circle. */
public final class Farm {
    /** Closes the circle. */
    public Chicken chicken() {
        return new Chicken();
    }
}
