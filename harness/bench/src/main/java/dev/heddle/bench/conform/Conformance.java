package dev.heddle.bench.conform;

import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.LoadProcess;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.workload.Composition;
import dev.heddle.workload.Faults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Runs the contract as an executable suite. */
public final class Conformance {
    private Conformance() {}

    /**
     * Checks a server that runs already, with downstreams of its own. It checks what can be seen from outside.
     *
     * @param base {@code http://host:port}
     */
    public static List<Check> ofUrl(URI base, Progress progress) throws IOException {
        Findings findings = new Findings(progress);
        Client client = new Client(base, findings::witness);
        findings.begin("", Group.ROUTES.label());
        Routes.check(client, findings);
        findings.begin("", Group.HOSTILE_INPUT.label());
        HostileInput.check(client, findings);
        findings.begin("", Group.CONNECTIONS.label());
        ConnectionChecks.outside(client, findings);
        findings.begin("", Group.SLOW_CLIENTS.label());
        SlowClients.check(client, findings);
        findings.begin("", Group.DOCUMENTS.label());
        Documents.outside(client, findings);
        findings.begin("", Group.AFTERMATH.label());
        Aftermath.outside(client, findings);
        return findings.checks();
    }

    /**
     * Checks a contestant that we start, once for each mode.
     *
     * @param modes the compositions; what does not depend on them is checked in the first one alone
     * @param groups what to check
     * @param log where the contestant writes
     * @throws LaunchException if it does not start, or a downstream fails
     */
    public static List<Check> ofContestant(
            Stand stand, Manifest manifest, List<Composition> modes, Set<Group> groups, Path log, Progress progress)
            throws LaunchException {
        Findings findings = new Findings(progress);
        for (Composition mode : modes) {
            try (ContestantProcess contestant = stand.contestant(manifest, mode, log)) {
                URI base = URI.create("http://127.0.0.1:" + contestant.port());
                Client client = new Client(base, findings::witness);
                Subject subject = new Subject(stand, manifest, contestant, mode, client, findings, log);
                subject.warmUp();
                for (Group group : Group.values()) {
                    if (groups.contains(group) && (group.everyMode() || mode == modes.getFirst())) {
                        findings.begin(mode.label(), group.label());
                        check(subject, group);
                    }
                }
            }
        }
        return findings.checks();
    }

    /**
     * Keeps a contestant that we start at half of its capacity while calls and connections fail, once for each mode. Then it
     * checks that nothing is left behind.
     *
     * @param log where the contestant writes
     * @throws LaunchException if it does not start, or a downstream fails
     */
    public static List<Check> ofSoak(
            Stand stand, Manifest manifest, List<Composition> modes, Duration duration, Path log, Progress progress)
            throws LaunchException, IOException {
        return ofSoak(stand, manifest, modes, duration, Soak.FAULTS, log, progress);
    }

    static List<Check> ofSoak(
            Stand stand,
            Manifest manifest,
            List<Composition> modes,
            Duration duration,
            Faults faults,
            Path log,
            Progress progress)
            throws LaunchException, IOException {
        Findings findings = new Findings(progress);
        try (LoadProcess load = stand.launcher.load()) {
            for (Composition mode : modes) {
                try (ContestantProcess contestant = stand.roomyContestant(manifest, mode, log)) {
                    findings.begin(mode.label(), Soak.NAME);
                    Client client = new Client(URI.create("http://127.0.0.1:" + contestant.port()), findings::witness);
                    Subject subject = new Subject(stand, manifest, contestant, mode, client, findings, log);
                    new Soak(subject, load).run(duration, faults);
                } finally {
                    stand.calm();
                }
            }
        }
        return findings.checks();
    }

    /** Runs a group of checks. Whatever it finds, the next group begins with downstreams that are well. */
    private static void check(Subject subject, Group group) throws LaunchException {
        try {
            group.check(subject);
        } catch (IOException e) {
            subject.findings.that("checked to the end", "answers", String.valueOf(e.getMessage()), false);
        } finally {
            subject.stand.calm();
        }
    }
}
