package dev.heddle.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Writes a plan as a Hyperfoil benchmark. A stream is a phase of the stream's name, after a phase in which it settles; both draw
 * on the stream's own connections.
 */
final class HyperfoilYaml {
    /** A phase waits this long beyond the timeout for its last answers, before Hyperfoil ends it by force. */
    static final long GRACE_MILLIS = 2_000;

    private static final String HEADER = """
            # A load plan of Heddle's as a benchmark for Hyperfoil 0.29 or later. Where Hyperfoil differs from the built-in engine:
            # - ids and Poisson arrivals are drawn by Hyperfoil itself, anew in each run: no seed;
            # - of a response the status is checked, not the body;
            # - a timeout counts from the send, not from the intended start;
            # - the users of a closed loop begin together;
            # - the connection that was used last is used next, not the one that has been free the longest.
            """;

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private HyperfoilYaml() {}

    /** Returns the name of the phase in which a stream settles. */
    static String settling(String stream) {
        return stream + ".settle";
    }

    /** Returns how long a stream's measuring phase may take, its last answers included. */
    static long maxMillis(LoadPlan plan) {
        return plan.measureMillis() + plan.timeoutMillis() + GRACE_MILLIS;
    }

    /**
     * Returns the benchmark.
     *
     * @param threads how many threads each agent has
     * @param agents host and port by name; empty for a controller that runs alone
     * @throws LoadException if Hyperfoil cannot do what the plan says
     */
    static String of(String name, LoadPlan plan, int threads, Map<String, String> agents) {
        Map<String, String> authorities = authorities(plan);
        List<Map<String, Object>> pools = new ArrayList<>();
        List<Map<String, Object>> phases = new ArrayList<>();
        for (Stream stream : plan.streams()) {
            String authority = authorities.getOrDefault(stream.name(), "");
            pools.addAll(pools(stream, authority));
            phases.addAll(phases(plan, stream, authority));
        }
        Map<String, Object> benchmark = new LinkedHashMap<>();
        benchmark.put("name", name);
        if (!agents.isEmpty()) {
            benchmark.put("agents", agents);
        }
        benchmark.put("threads", threads);
        benchmark.put("failurePolicy", "CONTINUE");
        benchmark.put("http", pools);
        benchmark.put("phases", phases);
        Map<String, Object> ergonomics = new LinkedHashMap<>();
        // It is off by default, and then the time between intended start and send is left out.
        ergonomics.put("compensateInternalLatency", true);
        ergonomics.put("repeatCookies", false);
        ergonomics.put("userAgentFromSession", false);
        ergonomics.put("autoRangeCheck", false);
        ergonomics.put("stopOnInvalid", false);
        benchmark.put("ergonomics", ergonomics);
        return HEADER + YAML.writeValueAsString(benchmark);
    }

    /**
     * Returns the host and port by which each stream finds its connections. Hyperfoil keeps one pool for each host and port, so
     * if several streams go to one server, all but the first reach the same address under a name of their own.
     */
    static Map<String, String> authorities(LoadPlan plan) {
        Map<String, String> authorities = new LinkedHashMap<>();
        for (Stream stream : plan.streams()) {
            String address = address(stream.target());
            authorities.put(
                    stream.name(),
                    authorities.containsValue(address)
                            ? stream.name() + ":" + stream.target().port()
                            : address);
        }
        return authorities;
    }

    /** Returns the host and port by which a stream's idle connections go. */
    static String idleAuthority(Stream stream) {
        return stream.name() + ".idle:" + stream.target().port();
    }

    private static String address(Target target) {
        return target.host() + ":" + target.port();
    }

    private static List<Map<String, Object>> pools(Stream stream, String authority) {
        int idle = switch (stream.connections()) {
            case ConnectionPolicy.AllActive all -> 0;
            case ConnectionPolicy.IdleBeside beside -> beside.idle();
            case ConnectionPolicy.Dedicated dedicated ->
                throw new LoadException("stream " + stream.name()
                        + ": Hyperfoil has no dedicated connections; take all-active, or the built-in engine");
        };
        Map<String, Object> active =
                pool(authority, stream.target(), stream.connections().active());
        return idle == 0 ? List.of(active) : List.of(active, pool(idleAuthority(stream), stream.target(), idle));
    }

    private static Map<String, Object> pool(String authority, Target target, int connections) {
        Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("host", "http://" + authority);
        if (!authority.equals(address(target))) {
            pool.put("addresses", List.of(address(target)));
        }
        pool.put("allowHttp2", false);
        pool.put("sharedConnections", connections);
        return pool;
    }

    private static List<Map<String, Object>> phases(LoadPlan plan, Stream stream, String authority) {
        if (!stream.name().matches("[A-Za-z0-9-]+")) {
            throw new LoadException("stream " + stream.name() + ": Hyperfoil takes letters, digits and - in its name");
        }
        double settled = (double) plan.settleMillis() / (plan.settleMillis() + plan.measureMillis());
        Map<String, Object> scenario = scenario(stream.target(), authority, plan.timeoutMillis());
        Map<String, Object> measuring = new LinkedHashMap<>();
        measuring.put("duration", plan.measureMillis() + "ms");
        measuring.put("maxDuration", maxMillis(plan) + "ms");
        if (plan.settleMillis() == 0) {
            measuring.put("scenario", scenario);
            return List.of(phase(stream.name(), stream, plan.timeoutMillis(), settled, 1, measuring));
        }
        Map<String, Object> settling = new LinkedHashMap<>();
        settling.put("isWarmup", true);
        settling.put("duration", plan.settleMillis() + "ms");
        settling.put("maxDuration", plan.settleMillis() + plan.timeoutMillis() + GRACE_MILLIS + "ms");
        settling.put("scenario", scenario);
        // The phase starts when the arrivals of the one before have ended, not its answers: the load must not pause.
        measuring.put("startAfter", settling(stream.name()));
        measuring.put("scenario", scenario);
        return List.of(
                phase(settling(stream.name()), stream, plan.timeoutMillis(), 0, settled, settling),
                phase(stream.name(), stream, plan.timeoutMillis(), settled, 1, measuring));
    }

    /** Returns a phase of the stream; if it is a ramp, the phase goes from one share of the ramp's way to another. */
    private static Map<String, Object> phase(
            String name,
            Stream stream,
            long timeoutMillis,
            double fromShare,
            double toShare,
            Map<String, Object> rest) {
        Map<String, Object> phase = new LinkedHashMap<>();
        String kind = switch (stream.arrivals()) {
            case Arrivals.Closed closed -> {
                phase.put("users", closed.users());
                yield "always";
            }
            case Arrivals.ConstantRate constant -> constant(phase, constant.perSecond(), false);
            case Arrivals.Poisson poisson -> constant(phase, poisson.perSecond(), true);
            case Arrivals.Ramp ramp -> {
                double change = ramp.toPerSecond() - ramp.fromPerSecond();
                if (change == 0) {
                    yield constant(phase, ramp.fromPerSecond(), ramp.poisson());
                }
                phase.put("initialUsersPerSec", ramp.fromPerSecond() + fromShare * change);
                phase.put("targetUsersPerSec", ramp.fromPerSecond() + toShare * change);
                phase.put("variance", ramp.poisson());
                yield change > 0 ? "increasingRate" : "decreasingRate";
            }
        };
        if (!(stream.arrivals() instanceof Arrivals.Closed)) {
            // A session is a request in flight, or one that waits for a connection.
            phase.put("maxSessions", stream.connections().active() + backlog(stream, timeoutMillis));
        }
        phase.putAll(rest);
        return Map.of(name, Map.of(kind, phase));
    }

    /**
     * Returns how many requests may wait for a connection. They are at the most those of one timeout: a request that waits behind
     * as many is too late anyway, and Hyperfoil takes the memory of all sessions beforehand.
     */
    static int backlog(Stream stream, long timeoutMillis) {
        double perSecond = switch (stream.arrivals()) {
            case Arrivals.Closed closed -> 0;
            case Arrivals.ConstantRate constant -> constant.perSecond();
            case Arrivals.Poisson poisson -> poisson.perSecond();
            case Arrivals.Ramp ramp -> Math.max(ramp.fromPerSecond(), ramp.toPerSecond());
        };
        return (int) Math.min(stream.backlog(), Math.ceil(perSecond * timeoutMillis / 1_000));
    }

    private static String constant(Map<String, Object> phase, double perSecond, boolean poisson) {
        phase.put("usersPerSec", perSecond);
        phase.put("variance", poisson);
        return "constantRate";
    }

    /**
     * Returns one request. The id is drawn in a sequence of its own, since Hyperfoil times from the intended start only a request
     * that is the first step of an initial sequence.
     */
    private static Map<String, Object> scenario(Target target, String authority, long timeoutMillis) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("authority", authority);
        request.put("GET", target.path().replace("{id}", "${id}"));
        request.put("timeout", timeoutMillis + "ms");
        request.put("handler", Map.of("status", Map.of("range", Integer.toString(target.status()))));
        List<Map<String, Object>> sequences = new ArrayList<>();
        if (target.path().contains("{id}")) {
            String range = "id <- " + target.firstId() + " .. " + (target.firstId() + target.ids() - 1);
            sequences.add(Map.of("draw", List.of(Map.of("randomInt", range))));
        }
        sequences.add(Map.of("request", List.of(Map.of("httpRequest", request))));
        return Map.of("initialSequences", sequences);
    }
}
