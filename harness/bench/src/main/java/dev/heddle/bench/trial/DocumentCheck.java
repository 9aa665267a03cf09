package dev.heddle.bench.trial;

import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.workload.Composition;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** Checks, before anything is measured, that a contestant gives the very bytes that the dataset demands. */
final class DocumentCheck {
    private DocumentCheck() {}

    /**
     * Asks for a few documents, and compares them.
     *
     * @throws LaunchException if one is wrong, saying which
     */
    static void require(Testbed bed, Manifest manifest, ContestantProcess contestant)
            throws LaunchException, IOException {
        String wrong = wrong(bed, contestant);
        if (!wrong.isEmpty()) {
            throw new LaunchException(manifest.name() + " does not keep the contract: " + wrong
                    + "; see `heddle conform " + manifest.name() + "`");
        }
    }

    /** Says in a sentence what is wrong with the first wrong answer; empty if all are right. */
    private static String wrong(Testbed bed, ContestantProcess contestant) throws IOException {
        Composition mode = bed.suite.workload().rpc().mode();
        int calls = bed.suite.workload().rpc().calls();
        int customers = bed.dataset.customers();
        for (int id : new int[] {1, 1 + customers / 3, 1 + customers / 2, customers}) {
            List<byte[]> expected = bed.dataset.documents(mode, id, calls, bed.combineRounds);
            HttpURLConnection request = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + contestant.port() + "/customers/" + id + "/summary")
                            .toURL()
                            .openConnection();
            int status = request.getResponseCode();
            byte[] body = status == 200 ? request.getInputStream().readAllBytes() : new byte[0];
            if (status != 200) {
                return "status " + status + " for customer " + id;
            }
            if (expected.stream().noneMatch(document -> Arrays.equals(body, document))) {
                int at = Arrays.mismatch(body, expected.getFirst());
                return "the document of customer " + id + " is wrong from byte " + at + " on";
            }
        }
        return "";
    }
}
