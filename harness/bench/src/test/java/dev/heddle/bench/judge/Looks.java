package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Windows;
import java.io.IOException;

/** What the rules see in a point that real processes were measured at, for tests outside of this package. */
public record Looks(Evidence.Load load) {
    private LoadFacts facts() throws IOException {
        return LoadFacts.of(
                load.setup(),
                load.allowed(),
                Windows.pooled(load.windows()),
                load.windows().size());
    }

    /** The rule that names the verdict, or {@code valid}. */
    public String rule() throws IOException {
        return Rules.judge(facts()) instanceof Outcome.Invalid invalid ? invalid.rule() : "valid";
    }

    /** Whether a rule is broken, whatever the others say. */
    public boolean broken(RuleName rule) throws IOException {
        return Rules.broken(rule, facts()) != null;
    }

    /** Whether the rule about answers by second finds that it stood still or changed its pace. */
    public boolean stoodStill() throws IOException {
        return new SteadyRules.LevelSeries().look(facts()).isPresent();
    }

    /** Whether a side was so busy that a wait is explained by it. */
    public boolean waitIsExplained() throws IOException {
        LoadFacts facts = facts();
        return Math.max(facts.serverBusy().high(), facts.loadBusy().high()) > BottleneckRules.UnexplainedWait.IDLE;
    }

    /** The mean response time, in seconds. */
    public double meanLatencySeconds() throws IOException {
        return facts().meanLatencySeconds();
    }
}
