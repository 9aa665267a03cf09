package dev.heddle.workload;

import java.util.List;

/**
 * Says what goes wrong in the RPC service. Each share is a share of the calls, 0 to 1, and the shares add up to 1 at most. Which
 * calls go wrong is a pure function of (seed, service, id), so every contestant meets the same faults.
 *
 * @param error share answered with status 500
 * @param reset share whose connection is reset
 * @param hang share never answered
 * @param truncated share cut short
 * @param malformed share answered with broken JSON
 * @param drip share answered one byte every 20 ms
 * @param slowdown factor on every latency, 0 to 1000; 1 changes nothing
 * @param services names of the services ({@code s0}) that have these faults; an empty list means all services
 */
public record Faults(
        double error,
        double reset,
        double hang,
        double truncated,
        double malformed,
        double drip,
        double slowdown,
        List<String> services) {
    /** With these faults, nothing goes wrong. */
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 1, List.of());

    /** The stream of {@link Dataset#mix} that decides on faults; neither values nor latencies use it. */
    private static final long STREAM = 10_000;

    private static final int MOST_SERVICES = 16;

    public Faults {
        share("error", error);
        share("reset", reset);
        share("hang", hang);
        share("truncated", truncated);
        share("malformed", malformed);
        share("drip", drip);
        if (error + reset + hang + truncated + malformed + drip > 1 + 1e-9) {
            throw new IllegalArgumentException("the shares of faults add up to more than 1");
        }
        if (!(slowdown >= 0 && slowdown <= 1_000)) {
            throw new IllegalArgumentException("slowdown is " + slowdown + ", which is not between 0 and 1000");
        }
        services = List.copyOf(services);
        for (String service : services) {
            if (number(service) < 0) {
                throw new IllegalArgumentException(
                        "'" + service + "' is no service; they are named s0 to s" + (MOST_SERVICES - 1));
            }
        }
    }

    /** Returns what happens to the call of service number {@code service} for that id. */
    public Fault of(long seed, int service, long id) {
        if (!concerns(service)) {
            return Fault.NONE;
        }
        double draw = (Dataset.mix(seed, STREAM + service, id) >>> 11) * 0x1.0p-53;
        double[] shares = {error, reset, hang, truncated, malformed, drip};
        for (int i = 0; i < shares.length; i++) {
            if (draw < shares[i]) {
                return Fault.values()[i + 1];
            }
            draw -= shares[i];
        }
        return Fault.NONE;
    }

    /** Returns the factor on the latency of that service's calls. */
    public double slowdown(int service) {
        return concerns(service) ? slowdown : 1;
    }

    private boolean concerns(int service) {
        return services.isEmpty() || services.contains("s" + service);
    }

    private static int number(String service) {
        for (int number = 0; number < MOST_SERVICES; number++) {
            if (service.equals("s" + number)) {
                return number;
            }
        }
        return -1;
    }

    private static void share(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " is " + share + ", which is not between 0 and 1");
        }
    }
}
