package dev.heddle.workload;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * Holds a contestant's settings, which the harness hands over in environment variables.
 *
 * @param host where to listen ({@code HEDDLE_HOST})
 * @param port where to listen ({@code HEDDLE_PORT})
 * @param postgres the database ({@code HEDDLE_POSTGRES_URL})
 * @param pool connections in the database pool ({@code HEDDLE_POSTGRES_POOL})
 * @param rpc base URL of the RPC service ({@code HEDDLE_RPC_URL})
 * @param calls RPC calls a request makes, 1 to 16 ({@code HEDDLE_RPC_CALLS})
 * @param mode how the calls are composed ({@code HEDDLE_RPC_MODE})
 * @param timeout deadline of one whole request ({@code HEDDLE_TIMEOUT_MS})
 * @param combineRounds rounds of SHA-256 over the document; 0 is none ({@code HEDDLE_COMBINE_ROUNDS})
 * @param maxInFlight the most requests the experiment holds in flight; pools follow it ({@code HEDDLE_MAX_IN_FLIGHT})
 * @param cpus CPUs given to the process; event loops follow it ({@code HEDDLE_CPUS})
 * @param heavy customers whose requests interfere with the others; none unless the variables say so ({@code
 *     HEDDLE_HEAVY_IDS}, {@code HEDDLE_HEAVY_ROUNDS}, {@code HEDDLE_HEAVY_BLOCK_MS})
 */
public record Settings(
        String host,
        int port,
        PostgresAddress postgres,
        int pool,
        URI rpc,
        int calls,
        Composition mode,
        Duration timeout,
        int combineRounds,
        int maxInFlight,
        int cpus,
        Heavy heavy) {

    /** HikariCP refuses to wait for less than this, so no contestant waits for less. */
    private static final Duration LEAST_POOL_WAIT = Duration.ofMillis(250);

    /**
     * Returns the longest time that a request waits for a connection of the pool before it is refused. It is half of the
     * deadline, so that as much is left for the query and the calls, but at least 250 ms.
     */
    public Duration poolWait() {
        Duration half = timeout.dividedBy(2);
        return half.compareTo(LEAST_POOL_WAIT) < 0 ? LEAST_POOL_WAIT : half;
    }

    /**
     * Reads the settings from an environment.
     *
     * @throws IllegalArgumentException if a variable is missing or out of range; the message names it
     */
    public static Settings from(Map<String, String> environment) {
        return new Settings(
                read(environment, "HEDDLE_HOST", Function.identity()),
                number(environment, "HEDDLE_PORT", 1, 65_535),
                read(environment, "HEDDLE_POSTGRES_URL", PostgresAddress::of),
                number(environment, "HEDDLE_POSTGRES_POOL", 1, 10_000),
                read(environment, "HEDDLE_RPC_URL", Settings::httpUrl),
                number(environment, "HEDDLE_RPC_CALLS", 1, 16),
                read(environment, "HEDDLE_RPC_MODE", Composition::of),
                Duration.ofMillis(number(environment, "HEDDLE_TIMEOUT_MS", 1, 3_600_000)),
                number(environment, "HEDDLE_COMBINE_ROUNDS", 0, 100_000_000),
                number(environment, "HEDDLE_MAX_IN_FLIGHT", 1, 1_000_000),
                number(environment, "HEDDLE_CPUS", 1, 4_096),
                new Heavy(
                        optional(environment, "HEDDLE_HEAVY_IDS", Integer.MAX_VALUE),
                        optional(environment, "HEDDLE_HEAVY_ROUNDS", 100_000_000),
                        Duration.ofMillis(optional(environment, "HEDDLE_HEAVY_BLOCK_MS", 3_600_000))));
    }

    private static int optional(Map<String, String> environment, String name, int most) {
        return environment.containsKey(name) ? number(environment, name, 0, most) : 0;
    }

    private static URI httpUrl(String text) {
        URI uri = URI.create(text);
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException("'" + text + "' is not of the form http://host:port");
        }
        return uri;
    }

    private static int number(Map<String, String> environment, String name, int least, int most) {
        return read(environment, name, text -> {
            int value;
            try {
                value = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is not a whole number");
            }
            if (value < least || value > most) {
                throw new IllegalArgumentException(value + " is not between " + least + " and " + most);
            }
            return value;
        });
    }

    private static <T> T read(Map<String, String> environment, String name, Function<String, T> parse) {
        String text = environment.get(name);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(name + " is not set; heddle serve and heddle run set it");
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
