package dev.heddle.bench.cli;

import dev.heddle.bench.launch.CpuPlan;
import dev.heddle.bench.launch.KernelMemoryGroup;
import dev.heddle.bench.meter.Diagnosis;
import dev.heddle.bench.meter.Finding;
import dev.heddle.bench.meter.Machine;
import dev.heddle.bench.suite.Suite;
import dev.heddle.bench.suite.SuiteException;
import dev.heddle.bench.suite.Suites;
import dev.heddle.bench.trial.Preflight;
import dev.heddle.load.Precedence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code heddle doctor}. */
@Command(
        name = "doctor",
        description = {
            "Says what this machine can measure, what it can't, and what to change. Changes nothing.",
            "For most of a second it keeps every CPU busy, to measure which CPUs slow each other down."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 every built-in suite can run; 3 something that one needs is lacking."})
final class DoctorCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofSeconds(1);

    @Mixin
    private Output output;

    @Mixin
    private Pinning pinning;

    @Option(names = "--json", description = "Print findings and suites as one JSON object.")
    private boolean json;

    /** Says whether a suite can run here, and if not, why. */
    private record Ability(String suite, boolean canRun, List<String> lacks) {}

    @Override
    public Integer call() throws Exception {
        Placement placement = pinning.examined();
        CpuPlan cpus = placement.cpus();
        List<Finding> findings = new Diagnosis(Path.of("/"), cpus.server(), cpus.load()).examine(LOOK);
        findings.addAll(2, CoreFindings.of(placement));
        findings.add(kernelMemory());
        findings.add(precedence());
        List<Ability> suites = abilities(findings);
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("findings", findings);
            all.put("suites", suites);
            output.out()
                    .println(JsonMapper.shared()
                            .rebuild()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(all));
        } else {
            print(findings, suites);
        }
        return suites.stream().allMatch(Ability::canRun) ? 0 : Exit.LACKING;
    }

    private static Finding kernelMemory() {
        String what = "kernel memory";
        return KernelMemoryGroup.available()
                ? new Finding(what, "counted by control group", Finding.Level.FINE, "")
                : new Finding(
                        what,
                        "not counted: no control group for memory can be made",
                        Finding.Level.WORSE,
                        "memory a connection has no total without it: run as root, or in a delegated control group");
    }

    private static Finding precedence() {
        String what = "load engine first";
        return Precedence.permitted()
                ? new Finding(what, Precedence.text(), Finding.Level.FINE, "")
                : new Finding(
                        what,
                        Precedence.text(),
                        Finding.Level.WORSE,
                        "latencies contain its waits for a CPU, and are void where these decide: run as root, or allow real-time priority 2"
                                + " (ulimit -r, rtprio in /etc/security/limits.conf)");
    }

    private static List<Ability> abilities(List<Finding> findings) throws SuiteException {
        List<String> lacks = findings.stream()
                .filter(finding -> finding.level() == Finding.Level.LACKING)
                .map(finding -> finding.what() + ": " + finding.found())
                .toList();
        List<Ability> abilities = new ArrayList<>();
        for (String suite : Suites.BUILT_IN) {
            List<String> missing = new ArrayList<>(lacks);
            Suite read = Suites.read(suite);
            int contestants = read.contestants().size() + (read.aa().equals(Suite.NO_AA) ? 0 : 1);
            missing.addAll(Preflight.missing(read, contestants, Machine.openFiles(), Machine.availableMemory()));
            abilities.add(new Ability(suite, missing.isEmpty(), missing));
        }
        return abilities;
    }

    private void print(List<Finding> findings, List<Ability> suites) {
        int width = findings.stream()
                .mapToInt(finding -> finding.what().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            String mark = switch (finding.level()) {
                case FINE -> "   ok ";
                case WORSE -> " warn ";
                case LACKING -> " LACK ";
            };
            output.out()
                    .println(mark + " " + finding.what()
                            + " ".repeat(width - finding.what().length()) + "  " + finding.found());
            if (!finding.advice().isEmpty()) {
                output.out().println("        " + " ".repeat(width) + " -> " + finding.advice());
            }
        }
        output.out().println();
        for (Ability ability : suites) {
            output.out()
                    .println("suite " + ability.suite() + (ability.canRun() ? ": can run here" : ": cannot run here"));
            ability.lacks().forEach(lack -> output.out().println("        -> " + lack));
        }
    }
}
