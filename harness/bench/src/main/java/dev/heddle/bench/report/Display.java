package dev.heddle.bench.report;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a notebook's cells call to show things, alike wherever they run. */
public final class Display {
    /** Who takes what is shown while a report's notebook is evaluated. */
    static final ScopedValue<Consumer<Exhibit>> VIEWER = ScopedValue.newInstance();

    private Display() {}

    /**
     * Shows an exhibit, a list as a list, anything else as its text: in the notebook that is being written, in Jupyter under the
     * Java kernel, or else (in plain {@code jshell}) as text on the standard output.
     */
    public static void show(Object what) {
        Exhibit exhibit = switch (what) {
            case Exhibit ready -> ready;
            case List<?> items -> Exhibit.list(items);
            case Object other -> Exhibit.text(other.toString());
        };
        if (VIEWER.isBound()) {
            VIEWER.get().accept(exhibit);
        } else if (!JupyterKernel.show(exhibit)) {
            System.out.println(exhibit.plain());
        }
    }

    /** A table of any values: numbers and estimates are rounded for people, a null is an empty cell. */
    public static Exhibit table(List<String> header, List<? extends List<? extends @Nullable Object>> rows) {
        return Exhibit.table(header, rows);
    }
}
