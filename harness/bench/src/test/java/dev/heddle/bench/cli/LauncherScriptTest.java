package dev.heddle.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, where the machine lacks what it looks for. */
class LauncherScriptTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAJdkItSaysWhatToInstall() throws Exception {
        // The same script, looking where there is nothing.
        String script = Files.readString(Cli.HOME.resolve("heddle"))
                .replace("/usr/lib/jvm/*", "")
                .replace("/opt/java/*", "")
                .replace("/opt/jdk*", "");
        Path copy = folder.resolve("heddle");
        Files.writeString(copy, script);
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", copy.toString(), "list").redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(Exit.LACKING);
        assertThat(said).contains("no JDK of 25 or later").contains("JAVA_HOME").contains("Install one");
    }

    @Test
    void theReadmesCommandsAreOnesThatWeHave() throws Exception {
        List<String> commands = Files.readAllLines(Cli.HOME.resolve("README.md")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("./heddle ") && !line.startsWith("./heddle test"))
                .map(line -> line.replaceFirst("\\s+#.*", "").substring("./heddle ".length()))
                .toList();
        assertThat(commands).hasSizeGreaterThan(4);
        for (String command : commands) {
            // Throws where a command or an option is unknown.
            Heddle.commandLine().parseArgs(command.split("\\s+"));
        }
    }
}
