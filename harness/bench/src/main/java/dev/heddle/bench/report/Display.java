package dev.heddle.bench.report;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows things for a notebook's cells. The cells call it in the same way wherever they run. */
public final class Display {
    /** Takes what the cells show while a report's notebook is evaluated. */
    static final ScopedValue<Consumer<Exhibit>> VIEWER = ScopedValue.newInstance();

    private Display() {}

    /**
     * Shows an exhibit as it is, a list as a list, and anything else as its text. They appear in the notebook that is being
     * written, or in Jupyter under the Java kernel. Elsewhere, as in plain {@code jshell}, they are text on the standard output.
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

    /** Makes a table of any values. Numbers and estimates are rounded for people, and a null is an empty cell. */
    public static Exhibit table(List<String> header, List<? extends List<? extends @Nullable Object>> rows) {
        return Exhibit.table(header, rows);
    }
}
