package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands for a scenario that Heddle did not define. Heddle shows what it holds, but does not know what may be asked of it.
 *
 * @param scenario its name
 */
record OtherInquiry(ScenarioName scenario) implements Inquiry {
    @Override
    public Metric headline(Collection<Metric> measured) {
        return measured.stream().findFirst().orElse(Metric.REQUESTS_PER_SECOND);
    }

    @Override
    public List<Question> questions() {
        return List.of();
    }

    @Override
    public List<DecisionDriver> drivers() {
        return List.of();
    }

    @Override
    public List<DecisionDriver> unweighed(Collection<Metric> measured) {
        AtomicInteger place = new AtomicInteger(1);
        return measured.stream()
                .map(metric -> new DecisionDriver(
                        place.getAndIncrement(), metric.label() + " in " + scenario, scenario, metric, Points.ALL))
                .toList();
    }

    /**
     * Is true only for a metric that Heddle knows and that each of its own scenarios judges. Of any other metric it is not known
     * whether more or less is better.
     */
    @Override
    public boolean judges(Metric metric) {
        return Metric.ALL.contains(metric) && Inquiry.known().allMatch(inquiry -> inquiry.judges(metric));
    }

    @Override
    public String gap() {
        return "Scenario " + scenario + ".";
    }
}
