package dev.heddle.bench.conform;

import dev.heddle.workload.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what came back for one request.
 *
 * @param status the HTTP status; 0 if no whole answer came
 * @param headers the headers by their name in lower case; the last one of each name
 * @param body the body
 * @param nanos the time from the first byte sent to the last byte received, or to the failure
 * @param failure why no whole answer came; empty if one did
 */
record HttpAnswer(int status, Map<String, String> headers, byte[] body, long nanos, String failure) {
    private static final Pattern STACK_TRACE =
            Pattern.compile("\\.java:\\d+\\)|(^|\\s)at [\\w.$]+\\(|[a-z]\\.[A-Z]\\w*(Exception|Error)\\b");

    static HttpAnswer none(long nanos, String failure) {
        return new HttpAnswer(0, Map.of(), new byte[0], nanos, failure);
    }

    boolean came() {
        return status != 0;
    }

    long millis() {
        return nanos / 1_000_000;
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Returns the problem's type, or a word for what is there instead. */
    String problemType() {
        try {
            return JsonMapper.shared().readTree(body).path("type").asString("no type");
        } catch (JacksonException e) {
            return "no JSON";
        }
    }

    boolean is(Problem problem) {
        return status == problem.status()
                && header("content-type").equals(Problem.CONTENT_TYPE)
                && problemType().equals(problem.type());
    }

    /** Returns status, content type and problem type, or why there is no answer. */
    String inShort() {
        if (!came()) {
            return "no answer (" + failure + ")";
        }
        String type = header("content-type").isEmpty() ? "no content type" : header("content-type");
        return status >= 400 && body.length > 0
                ? status + ", " + type + ", " + problemType()
                : status + (body.length == 0 ? "" : ", " + type);
    }

    /** Returns whether it tells a stranger where, and in whose code, it failed. */
    boolean showsStackTrace() {
        return STACK_TRACE.matcher(text()).find();
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
