package dev.heddle.bench.cli;

import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.SuiteException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Is the command line. Each command is a class of its own. What goes wrong is told here, once, and becomes an exit code.
 */
@Command(
        name = "heddle",
        description = {
            "Evidence for choosing platform threads, virtual threads or an event loop.",
            "",
            "The same workload (a query, RPC calls, combine) runs on Tomcat with platform threads, on Helidon with virtual"
                    + " threads and on Vert.x with an event loop; one harness measures them alike."
        },
        subcommands = {
            RunCommand.class,
            ReportCommand.class,
            ConformCommand.class,
            ServeCommand.class,
            SwitchCommand.class,
            LoadSelftestCommand.class,
            CompareCommand.class,
            CalibrateCommand.class,
            DoctorCommand.class,
            ListCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "heddle " + Checkout.VERSION,
        footer = {
            "",
            "  heddle test                 builds, and runs every test",
            "",
            "Start with:  heddle run                      a first answer in minutes",
            "             heddle serve vertx-loop         try one contestant with curl or wrk",
            "",
            "Exit codes: 0 done; 1 something in the run failed, or no valid trial remains; 2 bad usage or a bad suite file;",
            "3 the machine lacks something that was asked for; 130 interrupted (what was measured is kept)."
        })
public final class Heddle implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Heddle());
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((failure, command, parsed) -> tell(failure, command.getErr()));
        return line;
    }

    private static int tell(Exception failure, PrintWriter err) throws Exception {
        int code = switch (failure) {
            case SuiteException suite -> Exit.USAGE;
            case LackException lack -> Exit.LACKING;
            case LaunchException launch -> Exit.LACKING;
            case UsageException usage -> Exit.USAGE;
            case IOException io -> Exit.FAILED;
            default -> throw failure;
        };
        err.println("heddle: " + failure.getMessage());
        return code;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
