/**
 * Holds JMH benchmarks of one hand-off: control passes from one task (the giver) to another (the taker), and the giver goes to rest.
 *
 * <p>The bench, or anyone, runs the jar as a process and reads JMH's JSON; nothing here is called otherwise. The command is
 * JMH's own:
 *
 * <pre>{@code
 * taskset -c 0,1 java -jar harness/switching/target/switching.jar 'PlatformThreadHandoff.sameCpu' \
 *     -f 3 -wi 3 -w 500ms -i 5 -r 500ms -foe true -rf json -rff out.json
 * }</pre>
 *
 * <table>
 * <caption>Benchmarks, the points of the scenario they are, and what runs on them</caption>
 * <tr><th>benchmark</th><th>point</th><th>ends</th></tr>
 * <tr><td>PlatformThreadHandoff.sameCpu</td><td>same-cpu</td><td>two threads pinned to one CPU</td></tr>
 * <tr><td>PlatformThreadHandoff.crossCpu</td><td>cross-cpu</td><td>two threads, each pinned to its CPU</td></tr>
 * <tr><td>VirtualThreadHandoff.sameCpu</td><td>same-cpu</td><td>one carrier (parallelism 1), pinned</td></tr>
 * <tr><td>VirtualThreadHandoff.crossCpu</td><td>cross-cpu</td><td>two carriers (parallelism 2), each pinned to its CPU</td></tr>
 * <tr><td>VirtualThreadHandoff.eitherCpu</td><td>either-cpu</td><td>the same, but the scheduler decides who crosses</td></tr>
 * <tr><td>EventLoopHandoff.sameCpu</td><td>same-cpu</td><td>one loop, pinned</td></tr>
 * <tr><td>EventLoopHandoff.crossCpu</td><td>cross-cpu</td><td>two loops, each pinned to its CPU</td></tr>
 * <tr><td>WorkingSetTouch.touch</td><td>none</td><td>the baseline for {@code -p workingSet=BYTES}</td></tr>
 * </table>
 *
 * <ul>
 *   <li><b>CPUs.</b> A benchmark takes the first one or two CPUs that its process may use, so {@code taskset} chooses them. It pins
 *       the two ends by itself; compiler, collector and JMH's own threads stay free. With fewer than two, {@code crossCpu} and
 *       {@code eitherCpu} fail and say so. On systems other than Linux nothing is pinned, and {@code unpinned} says so.
 *   <li><b>JVM options.</b> What a benchmark needs stands in its {@code @Fork(jvmArgsAppend)}. Heap and collector are given by
 *       {@code -jvmArgs}; {@code -jvmArgsAppend} would replace the benchmark's own, and {@code -f 0} would drop them: both are noticed
 *       where it matters.
 *   <li><b>Failure.</b> A claim that does not hold (a hand-off crossed that should not have, or the reverse) throws. With
 *       {@code -foe true} JMH then exits with 1; without it, JMH leaves the fork out of the result.
 *   <li><b>Result.</b> {@code primaryMetric}: {@code score} and {@code rawData[fork][iteration]} in ns/op, where one op is one
 *       hand-off; the fork is the replicate. {@code secondaryMetrics.NAME.rawData[fork][iteration]} are counts: {@code handoffs},
 *       {@code crossed}, {@code unpinned}, {@code kernelSwitches} ({@link dev.heddle.switching.SwitchCounters}); divide by
 *       {@code handoffs}. {@code params.workingSet} tells the variants apart; {@code jvmArgs} has the parallelism.
 *   <li><b>Noise.</b> Where another process wants the same CPUs, an end that spins (virtual {@code crossCpu}) or never sleeps (one
 *       loop, one carrier) waits for whole time slices: run it on an idle machine, and compare forks.
 *   <li><b>Cost of observing.</b> Each taking asks for its CPU: a few nanoseconds, in every model alike, included.
 *   <li><b>One at a time.</b> JMH takes a lock in the temporary folder; two runs on one machine would disturb each other. For the same
 *       reason {@code -t} stays 1.
 * </ul>
 */
@NullMarked
package dev.heddle.switching;

import org.jspecify.annotations.NullMarked;
