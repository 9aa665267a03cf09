package dev.heddle.bench.conform;

import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.workload.Composition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The contract as an executable suite. */
public final class Conformance {
    private Conformance() {}

    /**
     * Checks a server that runs already, with downstreams of its own: what can be seen from outside.
     *
     * @param base {@code http://host:port}
     */
    public static List<Check> ofUrl(URI base, Progress progress) throws IOException {
        Findings findings = new Findings(progress);
        Client client = new Client(base, findings::witness);
        findings.begin("", Group.ROUTES);
        Routes.check(client, findings);
        findings.begin("", Group.HOSTILE_INPUT);
        HostileInput.check(client, findings);
        findings.begin("", Group.CONNECTIONS);
        ConnectionChecks.outside(client, findings);
        findings.begin("", Group.SLOW_CLIENTS);
        SlowClients.check(client, findings);
        findings.begin("", Group.DOCUMENTS);
        Documents.outside(client, findings);
        findings.begin("", Group.AFTERMATH);
        Aftermath.outside(client, findings);
        return findings.checks();
    }

    /**
     * Checks a contestant that we start, once for each mode.
     *
     * @param modes the compositions; what does not depend on them is checked in the first alone
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
                        findings.begin(mode.label(), group);
                        check(subject, group);
                    }
                }
            }
        }
        return findings.checks();
    }

    /** Whatever a group finds, the next one begins with downstreams that are well. */
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
