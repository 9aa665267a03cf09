package dev.heddle.load;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns a Hyperfoil run's statistics into a {@link LoadReport}. Hyperfoil counts a request in the second of its intended start,
 * knows neither service times nor lateness in an open loop, and has 2 digits in its histograms.
 */
final class HyperfoilReport {
    /** Asks for the histogram of a phase, which is a line of a histogram log. */
    interface Histograms {
        String of(String phase, int step, String metric) throws InterruptedException;
    }

    /**
     * Holds what Hyperfoil counted, as a tally does. A request without a response (its connection failed, or it timed out) counts
     * as invalid too. One that timed out also counts as a connection error, since its connection is closed.
     */
    private record Counts(long requests, long answered, long wrong, long timedOut, long refused) {
        static Counts of(JsonNode summary) {
            long requests = summary.path("requestCount").asLong(0);
            long responses = summary.path("responseCount").asLong(0);
            long unanswered = Math.max(0, requests - responses);
            long timedOut = Math.min(unanswered, summary.path("requestTimeouts").asLong(0));
            long wrong = Math.clamp(summary.path("invalid").asLong(0) - unanswered, 0, responses);
            return new Counts(requests, responses - wrong, wrong, timedOut, unanswered - timedOut);
        }
    }

    /**
     * If all answers come within this many times the window's length, those after its end answer its last requests, just as
     * answers to earlier requests came at its beginning.
     */
    private static final double BEHIND = 1.05;

    private final LoadPlan plan;
    private final JsonNode total;
    private final JsonNode all;

    /**
     * Prepares a report.
     *
     * @param total the answer to {@code /stats/total}
     * @param all the answer to {@code /stats/all/json}
     */
    HyperfoilReport(LoadPlan plan, JsonNode total, JsonNode all) {
        this.plan = plan;
        this.total = total;
        this.all = all;
    }

    /**
     * Returns the report.
     *
     * @throws LoadException if the controller left something out
     */
    LoadReport of(String engine, List<String> complaints, Histograms histograms) throws InterruptedException {
        List<String> notes = new ArrayList<>(complaints);
        Map<String, String> authorities = HyperfoilYaml.authorities(plan);
        List<StreamReport> streams = new ArrayList<>();
        long longest = 0;
        for (Stream stream : plan.streams()) {
            JsonNode measured = total(stream.name());
            if (measured == null) {
                throw new LoadException(
                        "Hyperfoil reports no request of stream " + stream.name() + ": its agents could not reach "
                                + authorities.get(stream.name()) + ", or never got to measure");
            }
            longest = Math.max(longest, duration(measured));
            streams.add(report(stream, authorities.getOrDefault(stream.name(), ""), measured, notes, histograms));
            all.path("agentCpu")
                    .path(stream.name())
                    .forEachEntry((agent, cpu) -> notes.add("while stream " + stream.name()
                            + " was measured, the machine of agent " + agent + " was busy by " + cpu.asString("")));
        }
        // A closed loop has answers until the phase's end; the arrivals of an open loop end with the window. If the
        // answers of an open loop go on for long, they were served in all of that time, and not in the window alone.
        boolean closed = plan.streams().stream().allMatch(stream -> stream.arrivals() instanceof Arrivals.Closed);
        boolean behind = longest > BEHIND * plan.measureMillis();
        if (!closed && behind) {
            notes.add("answers went on for " + (longest - plan.measureMillis())
                    + " ms when the arrivals had ended: rates are over both");
        }
        return new LoadReport(
                engine,
                TimeUnit.MILLISECONDS.toNanos(closed || behind ? longest : plan.measureMillis()),
                streams,
                null,
                notes);
    }

    private StreamReport report(
            Stream stream, String authority, JsonNode measured, List<String> notes, Histograms histograms)
            throws InterruptedException {
        Counts counts = Counts.of(measured.path("summary"));
        JsonNode settling = total(HyperfoilYaml.settling(stream.name()));
        Counts before = settling == null ? new Counts(0, 0, 0, 0, 0) : Counts.of(settling.path("summary"));
        String overflow = overflow(stream, measured);
        if (!overflow.isEmpty()) {
            notes.add("stream " + stream.name() + ": " + overflow);
        }
        if (counts.wrong() > 0) {
            notes.add("stream " + stream.name() + ": response times include " + counts.wrong() + " wrong answers");
        }
        long unsent = overflow.isEmpty() ? 0 : Math.max(1, planned(stream.arrivals()) - counts.requests());
        Tally tally = new Tally(
                before.requests() + counts.requests() + unsent,
                before.answered() + counts.answered(),
                before.wrong() + counts.wrong(),
                before.timedOut() + counts.timedOut(),
                before.refused() + counts.refused(),
                unsent,
                overflow.isEmpty() ? firstError(before, counts) : overflow);
        String response = responseTime(
                histograms.of(
                        stream.name(),
                        measured.path("stepId").asInt(0),
                        measured.path("metric").asString("")),
                counts.timedOut());
        boolean closed = stream.arrivals() instanceof Arrivals.Closed;
        int idle = stream.connections() instanceof ConnectionPolicy.IdleBeside beside && beside.idle() > 0
                ? most(HyperfoilYaml.idleAuthority(stream), "HTTP 1.x")
                : 0;
        return new StreamReport(
                stream.name(),
                tally,
                counts.requests() + unsent,
                counts.answered(),
                counts.answered(),
                counts.wrong() + counts.refused() + unsent,
                response,
                closed ? response : "",
                "",
                "",
                seconds(stream, authority, measured),
                most(authority, "blocked sessions"),
                most(authority, "HTTP 1.x") + idle,
                -1);
    }

    /**
     * Returns how many requests the window was to have. Hyperfoil doesn't count requests that it never sent: those missing from
     * this number were not sent (for Poisson arrivals, this is approximate).
     */
    private long planned(Arrivals arrivals) {
        double perSecond = switch (arrivals) {
            case Arrivals.Closed closed -> 0;
            case Arrivals.ConstantRate constant -> constant.perSecond();
            case Arrivals.Poisson poisson -> poisson.perSecond();
            case Arrivals.Ramp ramp -> {
                double settled = (double) plan.settleMillis() / (plan.settleMillis() + plan.measureMillis());
                double middle = (1 + settled) / 2;
                yield ramp.fromPerSecond() + middle * (ramp.toPerSecond() - ramp.fromPerSecond());
            }
        };
        return Math.round(perSecond * plan.measureMillis() / 1_000);
    }

    /** Returns why there are requests that Hyperfoil neither sent in time nor counted; empty if there are none. */
    private String overflow(Stream stream, JsonNode measured) {
        for (JsonNode failure : measured.path("failedSLAs")) {
            if (failure.asString("").contains("session limit")) {
                return "more than " + HyperfoilYaml.backlog(stream, plan.timeoutMillis())
                        + " requests waited for a connection; the rest was sent late or never,"
                        + " and response times leave its wait out";
            }
        }
        return duration(measured) >= HyperfoilYaml.maxMillis(plan)
                ? "requests still waited for a connection when Hyperfoil ended the phase, and were never sent"
                : "";
    }

    private static String firstError(Counts before, Counts counts) {
        if (before.wrong() + counts.wrong() > 0) {
            return "a response had another status than the right one";
        }
        if (before.timedOut() + counts.timedOut() > 0) {
            return "a request timed out";
        }
        return before.refused() + counts.refused() > 0 ? "a connection failed" : "";
    }

    private @Nullable JsonNode total(String phase) {
        for (JsonNode entry : total.path("statistics")) {
            if (entry.path("phase").asString("").equals(phase)) {
                return entry;
            }
        }
        return null;
    }

    private static long duration(JsonNode entry) {
        JsonNode summary = entry.path("summary");
        return summary.path("endTime").asLong(0) - summary.path("startTime").asLong(0);
    }

    /**
     * Adds what timed out, which Hyperfoil leaves out. Each of those had waited for the timeout at least, and must not be hidden.
     */
    private String responseTime(String logLine, long timedOut) {
        Histogram histogram;
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(logLine.substring(logLine.lastIndexOf(',') + 1).strip());
            histogram = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new LoadException("Hyperfoil's histogram cannot be read: " + e.getMessage());
        }
        histogram.setAutoResize(true);
        if (timedOut > 0) {
            histogram.recordValueWithCount(TimeUnit.MILLISECONDS.toNanos(plan.timeoutMillis()), timedOut);
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] encoded = new byte[histogram.encodeIntoCompressedByteBuffer(buffer)];
        buffer.flip().get(encoded);
        return Base64.getEncoder().encodeToString(encoded);
    }

    private List<Second> seconds(Stream stream, String authority, JsonNode measured) {
        long origin = measured.path("summary").path("startTime").asLong(0);
        Map<Integer, Long> backlog = new HashMap<>();
        for (JsonNode sample : all.path("connections").path(authority).path("blocked sessions")) {
            int second = (int) Math.floorDiv(sample.path("timestamp").asLong(0) - 1 - origin, 1_000L);
            backlog.merge(second, sample.path("max").asLong(0), Long::sum);
        }
        int first = (int) -Math.ceilDiv(plan.settleMillis(), 1_000L);
        int last = (int) Math.ceilDiv(plan.measureMillis(), 1_000L) - 1;
        Map<Integer, Second> seconds = new TreeMap<>();
        for (JsonNode stats : all.path("stats")) {
            String phase = stats.path("name").asString("");
            if (phase.equals(stream.name())) {
                add(seconds, stats, 0, last, backlog);
            } else if (phase.equals(HyperfoilYaml.settling(stream.name()))) {
                add(seconds, stats, first, -1, backlog);
            }
        }
        return List.copyOf(seconds.values());
    }

    /** Adds a phase's seconds. The few requests between its planned end and its actual end go to its last second. */
    private static void add(
            Map<Integer, Second> seconds, JsonNode stats, int first, int last, Map<Integer, Long> backlog) {
        long origin = stats.path("total").path("start").asLong(0);
        for (JsonNode summary : stats.path("series")) {
            long index = Math.round((summary.path("startTime").asLong(0) - origin) / 1_000.0);
            int second = (int) Math.clamp(first + index, first, last);
            Counts counts = Counts.of(summary);
            JsonNode percentiles = summary.path("percentileResponseTime");
            seconds.merge(
                    second,
                    new Second(
                            second,
                            counts.requests(),
                            counts.answered(),
                            counts.wrong(),
                            counts.timedOut(),
                            counts.refused(),
                            0,
                            percentiles.path("50.0").asLong(0),
                            percentiles.path("99.0").asLong(0),
                            summary.path("maxResponseTime").asLong(0),
                            backlog.getOrDefault(second, 0L)),
                    HyperfoilReport::sum);
        }
    }

    /** Adds up two parts of one second. The percentiles are those of the first part, which is nearly all of it. */
    private static Second sum(Second most, Second rest) {
        return new Second(
                most.second(),
                most.scheduled() + rest.scheduled(),
                most.answered() + rest.answered(),
                most.wrong() + rest.wrong(),
                most.timedOut() + rest.timedOut(),
                most.refused() + rest.refused(),
                most.unsent() + rest.unsent(),
                most.p50Nanos(),
                most.p99Nanos(),
                Math.max(most.maxNanos(), rest.maxNanos()),
                most.backlog());
    }

    /** Returns the highest sample of something about connections, summed over agents. */
    private int most(String authority, String what) {
        Map<String, Integer> byAgent = new HashMap<>();
        for (JsonNode sample : all.path("connections").path(authority).path(what)) {
            byAgent.merge(sample.path("agent").asString(""), sample.path("max").asInt(0), Math::max);
        }
        return byAgent.values().stream().mapToInt(Integer::intValue).sum();
    }
}
