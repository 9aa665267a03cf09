package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.judge.Judge;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** An analysis of which each part says when it is computed. */
public final class Watched {
    private Watched() {}

    public static Analysis analysis(RunFolder folder, Consumer<String> computed) throws IOException {
        return Analysis.of(folder.run(), Judge.of(folder), List.of(), computed);
    }
}
