package dev.heddle.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.heddle.bench.cli.Cli;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dependencies point one way, between modules and between the bench's stages. */
class ArchitectureTest {
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

    private static final Map<String, List<String>> STAGE_SEES = Map.of(
            "suite", List.of(),
            "launch", List.of("suite"),
            "meter", List.of(),
            "journal", List.of(),
            "stats", List.of(),
            "trial", List.of("suite", "launch", "meter", "journal", "stats"),
            "conform", List.of("suite", "launch", "meter"),
            "judge", List.of("journal"),
            "analysis", List.of("journal", "judge", "stats"),
            "report", List.of("journal", "judge", "stats", "analysis"));

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
