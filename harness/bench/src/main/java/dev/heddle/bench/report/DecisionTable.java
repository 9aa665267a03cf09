package dev.heddle.bench.report;

import dev.heddle.bench.analysis.DecisionDriver;
import dev.heddle.bench.analysis.DecisionEvidence;
import dev.heddle.bench.analysis.Inquiry;
import dev.heddle.bench.analysis.Numbers;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the table of the values that a decision is made by. Options stand across, drivers and their points down. */
final class DecisionTable {
    /** Says how a value and its interval are to be read. */
    static final String READ =
            "What is always above zero is a geometric mean; what follows it tells how far its 95 % interval over processes reaches, down and up alike (±) or not (+/-).";

    private DecisionTable() {}

    /**
     * Makes the table. A bold value is better than every other by comparisons that count. Where a value is not valid, the name of
     * the broken rule takes its place.
     */
    static String of(DecisionEvidence evidence, List<DecisionDriver> drivers) {
        List<String> header = new ArrayList<>(List.of("by", "point", "unit"));
        header.addAll(evidence.options());
        List<List<String>> lines = new ArrayList<>();
        for (DecisionDriver driver : drivers) {
            for (String point : evidence.points(driver)) {
                List<String> line = new ArrayList<>(
                        List.of(driver.name(), point, driver.metric().unit()));
                evidence.options().forEach(option -> line.add(cell(evidence, driver, point, option)));
                lines.add(line);
            }
        }
        return lines.isEmpty() ? "No point was measured." : MarkdownTable.of(header, lines);
    }

    private static String cell(DecisionEvidence evidence, DecisionDriver driver, String point, String option) {
        boolean alone = Inquiry.of(driver.scenario()).judges(driver.metric())
                && List.of(option)
                        .equals(evidence.best(driver, evidence.options()).get(point));
        return evidence.rows(driver).stream()
                .filter(row -> row.point().equals(point) && row.contestant().equals(option))
                .map(row -> {
                    Estimate estimate = row.estimate();
                    String text = estimate == null
                            ? row.verdict().text()
                            : Numbers.withInterval(estimate, " ± ") + " (" + row.trials() + ")";
                    return alone ? "**" + text + "**" : text;
                })
                .collect(Collectors.joining());
    }
}
