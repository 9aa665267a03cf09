package dev.heddle.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.heddle.bench.cli.Cli;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dependencies point one way, between modules and between the bench's stages. */
class ArchitectureTest {
    private static final String BENCH = "dev.heddle.bench";

    private static final List<String> MODULES = List.of(
            "harness/workload",
            "harness/blocking",
            "harness/downstream",
            "harness/load",
            "harness/switching",
            "harness/bench",
            "platform-threads",
            "virtual-threads",
            "vertx-loop");

    /** What each package may see of Heddle's own, itself not counted. */
    private static final Map<String, List<String>> MODULE_SEES = Map.of(
            "workload", List.of(),
            "blocking", List.of("workload"),
            "downstream", List.of("workload"),
            "load", List.of(),
            "switching", List.of(),
            "platformthreads", List.of("workload", "blocking"),
            "virtualthreads", List.of("workload", "blocking"),
            "vertxloop", List.of("workload"),
            "bench", List.of("workload", "load"));

    /** The bench's stages, in the order of the pipeline, with what each may see: never one before it. */
    private static final Map<String, List<String>> STAGE_SEES = Map.ofEntries(
            Map.entry("suite", List.of("journal")),
            Map.entry("launch", List.of("suite")),
            Map.entry("trial", List.of("suite", "launch", "meter", "journal", "judge", "stats")),
            Map.entry("conform", List.of("suite", "launch", "meter", "journal")),
            Map.entry("meter", List.of("journal")),
            Map.entry("journal", List.of()),
            Map.entry("judge", List.of("journal", "stats")),
            Map.entry("stats", List.of()),
            Map.entry("analysis", List.of("journal", "judge", "stats")),
            Map.entry("report", List.of("journal", "judge", "stats", "analysis")));

    private static JavaClasses classes;

    @BeforeAll
    static void importAll() {
        List<Path> folders = MODULES.stream()
                .map(module -> Cli.HOME.resolve(module).resolve("target/classes"))
                .toList();
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPaths(folders);
    }

    @Test
    void everyModuleIsThere() {
        MODULE_SEES
                .keySet()
                .forEach(module -> assertThat(
                                classes.stream().filter(c -> c.getPackageName().startsWith("dev.heddle." + module)))
                        .as("classes of %s", module)
                        .hasSizeGreaterThan(2));
    }

    @Test
    void modulesSeeOnlyWhatTheyMay() {
        MODULE_SEES.forEach((module, sees) -> {
            String[] others = MODULE_SEES.keySet().stream()
                    .filter(other -> !other.equals(module) && !sees.contains(other))
                    .map(other -> "dev.heddle." + other + "..")
                    .toArray(String[]::new);
            rule("dev.heddle." + module + "..", others).check(classes);
        });
    }

    @Test
    void stagesOfTheBenchSeeOnlyWhatTheyMay() {
        STAGE_SEES.forEach((stage, sees) -> {
            String[] others = Stream.concat(STAGE_SEES.keySet().stream(), Stream.of("cli"))
                    .filter(other -> !other.equals(stage) && !sees.contains(other))
                    .map(other -> "dev.heddle.bench." + other + "..")
                    .toArray(String[]::new);
            rule("dev.heddle.bench." + stage + "..", others).check(classes);
        });
    }

    @Test
    void everyStageIsThereAndNoneIsForgotten() {
        Set<String> packages = classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(BENCH + "."))
                .map(name -> name.substring(BENCH.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(STAGE_SEES.keySet().stream(), Stream.of("cli"))
                        .toList());
    }

    @Test
    void packagesHaveNoCircles() {
        slices().matching(BENCH + ".(*)..").should().beFreeOfCycles().check(classes);
        slices().matching("dev.heddle.(*)..").should().beFreeOfCycles().check(classes);
    }

    /** The broken twins: two packages in a circle, and two classes. */
    @Test
    void circlesAreFound() {
        JavaClasses twins = new ClassFileImporter().importPackages("dev.heddle.bench.circles");
        assertThatThrownBy(() -> slices().matching("dev.heddle.bench.circles.(*)..")
                        .should()
                        .beFreeOfCycles()
                        .check(twins))
                .isInstanceOf(AssertionError.class);
        assertThat(circles(twins)).singleElement().asString().contains("Chicken", "Egg");
    }

    /** Classes of a package know each other in a circle only where an annotation on one of them says why. */
    @Test
    void classesOfAPackageHaveNoCircleWithoutAReason() {
        assertThat(circles(classes)).isEmpty();
    }

    private static List<Set<String>> circles(JavaClasses of) {
        Map<String, Set<String>> sees = new TreeMap<>();
        Set<String> reasons = new HashSet<>();
        for (JavaClass one : of) {
            if (!one.getPackageName().startsWith(BENCH)) {
                continue;
            }
            String from = outermost(one);
            if (one.isAnnotatedWith("dev.heddle.bench.Circle")) {
                reasons.add(from);
            }
            Set<String> seen = sees.computeIfAbsent(from, name -> new TreeSet<>());
            one.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(other -> other.getPackageName().equals(one.getPackageName()))
                    .map(ArchitectureTest::outermost)
                    .filter(other -> !other.equals(from))
                    .forEach(seen::add);
        }
        // Whoever has a reason takes the circle apart.
        sees.keySet().removeAll(reasons);
        List<Set<String>> circles = new ArrayList<>();
        for (String from : sees.keySet()) {
            Set<String> circle = reached(from, sees).stream()
                    .filter(other -> reached(other, sees).contains(from))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!circle.isEmpty() && !circles.contains(circle)) {
                circles.add(circle);
            }
        }
        return circles;
    }

    private static Set<String> reached(String from, Map<String, Set<String>> sees) {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(sees.getOrDefault(from, Set.of()));
        while (!next.isEmpty()) {
            String one = next.pop();
            if (sees.containsKey(one) && reached.add(one)) {
                next.addAll(sees.getOrDefault(one, Set.of()));
            }
        }
        return reached;
    }

    private static String outermost(JavaClass one) {
        return one.getName().replaceFirst("\\$.*", "");
    }

    @Test
    void theRuleCatchesWhatItForbids() {
        assertThatThrownBy(() -> rule("dev.heddle.bench.report..", "dev.heddle.bench.journal..")
                        .check(classes))
                .isInstanceOf(AssertionError.class);
    }

    private static ArchRule rule(String from, String... forbidden) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
    }
}
