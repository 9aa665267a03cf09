package dev.heddle.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark in a fork as a user would, and checks that its record says what its name says. No time is judged. */
class HandoffTest {
    @BeforeAll
    static void besideOtherRuns() {
        System.setProperty("jmh.ignoreLock", "true"); // a benchmark elsewhere is disturbed by a build anyway
    }

    @ParameterizedTest
    @ValueSource(strings = {"PlatformThreadHandoff", "VirtualThreadHandoff", "EventLoopHandoff"})
    void sameCpuNeverCrosses(String model) throws RunnerException {
        RunResult result = run(model + ".sameCpu");
        assertThat(count(result, "handoffs")).isPositive();
        assertThat(count(result, "crossed")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PlatformThreadHandoff", "VirtualThreadHandoff", "EventLoopHandoff"})
    void crossCpuAlwaysCrosses(String model) throws RunnerException {
        assumeTwoCpus();
        RunResult result = run(model + ".crossCpu");
        assertThat(count(result, "handoffs")).isPositive();
        assertThat(count(result, "crossed")).isEqualTo(count(result, "handoffs"));
    }

    @Test
    void eitherCpuSaysHowOftenItCrossed() throws RunnerException {
        assumeTwoCpus();
        RunResult result = run("VirtualThreadHandoff.eitherCpu");
        assertThat(count(result, "crossed")).isBetween(0.0, count(result, "handoffs"));
    }

    @Test
    void platformThreadsSwitchInTheKernelAndVirtualThreadsDoNot() throws RunnerException {
        assumeTrue(Cpus.SUPPORTED, "the kernel's counts are Linux's");
        RunResult platform = run("PlatformThreadHandoff.sameCpu");
        RunResult virtual = run("VirtualThreadHandoff.sameCpu");
        assertThat(count(platform, "kernelSwitches")).isGreaterThan(count(platform, "handoffs") / 2);
        assertThat(count(virtual, "kernelSwitches")).isLessThan(count(virtual, "handoffs") / 2);
    }

    @Test
    void theBaselineRuns() throws RunnerException {
        run("WorkingSetTouch.touch");
    }

    private static RunResult run(String benchmark) throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                        .include("^dev\\.heddle\\.switching\\." + benchmark.replace(".", "\\.") + "$")
                        .forks(1)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(50))
                        .param("workingSet", "4096")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
        assertThat(result.getPrimaryResult().getScore()).isPositive();
        assertThat(result.getPrimaryResult().getScoreUnit()).isEqualTo("ns/op");
        return result;
    }

    private static double count(RunResult result, String counter) {
        @SuppressWarnings("rawtypes")
        Map<String, Result> counters = result.getSecondaryResults();
        return Objects.requireNonNull(counters.get(counter), counter).getScore();
    }

    private static void assumeTwoCpus() {
        assumeTrue(Cpus.allowed().size() >= 2, "needs Linux and two CPUs; this process may use " + Cpus.allowed());
    }
}
