package dev.heddle.bench.analysis;

/** Names the mean over processes that an estimate is, as {@code summary.csv} does. */
public enum Mean {
    GEOMETRIC("geometric"),
    ARITHMETIC("arithmetic");

    private final String text;

    Mean(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
