package dev.heddle.bench.conform;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the answers, byte for byte. */
final class Documents {
    private Documents() {}

    static void check(Subject subject) {
        int customers = subject.stand.dataset.customers();
        if (!subject.mode.firstWins()) {
            for (int id : new int[] {1, 7, customers / 2, customers}) {
                subject.document("customer " + id, subject.right.document(id), subject.summary(id));
            }
            return;
        }
        // It is only sure which call wins if one is well ahead of the others. Otherwise each single reply is right.
        for (int[] order : new int[][] {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}}) {
            int id = subject.stand.ids.ordered(order);
            subject.document(
                    "customer " + id + ", whose s" + order[0] + " answers first",
                    subject.right.ofService(id, order[0]),
                    subject.summary(id));
        }
        for (int id : new int[] {1, customers}) {
            HttpAnswer answer = subject.summary(id);
            boolean right = subject.right.is(answer, id);
            subject.findings.that(
                    "customer " + id,
                    Subject.RIGHT + " with one reply",
                    right ? Subject.RIGHT + " with one reply" : Right.inShort(answer, subject.right.document(id)),
                    right);
        }
    }

    /** Checks a stranger's server: it answers a document about the customer asked for. */
    static void outside(Client client, Findings findings) {
        HttpAnswer answer = client.get("/customers/1/summary");
        String saw;
        try {
            JsonNode document = JsonMapper.shared().readTree(answer.body());
            saw = document.path("customer").path("id").asInt(0) == 1 ? "a document of customer 1" : "another document";
        } catch (JacksonException e) {
            saw = "no JSON";
        }
        findings.same(
                "a customer's summary",
                "200, application/json, a document of customer 1",
                answer.inShort() + ", " + saw);
    }
}
