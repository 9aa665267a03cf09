package dev.heddle.switching;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Holds a working set for each end. */
@State(Scope.Benchmark)
public class Sets {
    /**
     * The bytes that each end touches between taking and giving; 0 means none. Both ends together hold twice as much, so from
     * half of its size on the first level of the cache is lost at each hand-off ({@code -p workingSet=0,32768,262144}).
     */
    @Param("0")
    public int workingSet;

    private WorkingSet[] sets = {};

    /** Called by JMH before a trial. */
    @Setup
    public void allocate() {
        sets = new WorkingSet[] {new WorkingSet(workingSet), new WorkingSet(workingSet)};
    }

    WorkingSet of(int end) {
        return sets[end];
    }
}
