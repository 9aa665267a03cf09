package dev.heddle.bench.conform;

import dev.heddle.bench.conform.Check.Verdict;
import dev.heddle.workload.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Collects what was checked, in order. One thread uses it, except for {@link #witness}. */
final class Findings {
    private final List<Check> checks = new ArrayList<>();
    private final Progress progress;
    private final AtomicReference<@Nullable HttpAnswer> indiscretion = new AtomicReference<>();
    private String mode = "";
    private String group = "";

    Findings(Progress progress) {
        this.progress = progress;
    }

    void begin(String mode, String group) {
        this.mode = mode;
        this.group = group;
        progress.begins(mode, group);
    }

    /** Records a check, which has passed if what was seen reads as expected. */
    void same(String name, String expected, String saw) {
        that(name, expected, saw, expected.equals(saw));
    }

    void that(String name, String expected, String saw, boolean passed) {
        add(name, passed ? Verdict.PASSED : Verdict.FAILED, expected, saw);
    }

    void skipped(String name, String expected, String why) {
        add(name, Verdict.SKIPPED, expected, why);
    }

    /** Records a check, which has passed if the answer is that problem. */
    void problem(String name, Problem problem, HttpAnswer answer) {
        that(name, inShort(problem), answer.inShort(), answer.is(problem));
    }

    static String inShort(Problem problem) {
        return problem.status() + ", " + Problem.CONTENT_TYPE + ", " + problem.type();
    }

    private void add(String name, Verdict verdict, String expected, String saw) {
        Check check = new Check(mode, group, name, verdict, expected, saw);
        checks.add(check);
        progress.checked(check);
    }

    /** Looks at every answer for what it should not tell. Any thread may call this. */
    void witness(HttpAnswer answer) {
        if (answer.showsStackTrace()) {
            indiscretion.compareAndSet(null, answer);
        }
    }

    /** Returns the first answer that showed a stack trace, if any did. */
    @Nullable
    HttpAnswer indiscretion() {
        return indiscretion.get();
    }

    List<Check> checks() {
        return List.copyOf(checks);
    }
}
