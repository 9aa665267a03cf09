package dev.heddle.bench.conform;

import dev.heddle.workload.Fault;
import dev.heddle.workload.Faults;
import dev.heddle.workload.Latency;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Chooses customers by how long their calls take, which the seed tells beforehand. So which call wins is not a matter of luck,
 * nor of injected delays that a contestant under load could outlast.
 */
final class Ids {
    /** The least time between the ends of two calls: a cold JVM on a busy CPU may be this late. */
    private static final long APART = Duration.ofMillis(60).toNanos();

    private static final long QUICK = Duration.ofMillis(15).toNanos();
    private static final long EVEN = Duration.ofMillis(20).toNanos();

    private final long seed;
    private final Latency latency;
    private final int calls;
    private final int customers;

    Ids(long seed, Latency latency, int calls, int customers) {
        this.seed = seed;
        this.latency = latency;
        this.calls = calls;
        this.customers = customers;
    }

    long millis(int service, long id) {
        return nanos(service, id) / 1_000_000;
    }

    /** Returns the service that answers first. */
    int fastest(long id) {
        int fastest = 0;
        for (int service = 1; service < calls; service++) {
            if (nanos(service, id) < nanos(fastest, id)) {
                fastest = service;
            }
        }
        return fastest;
    }

    /** Returns a customer whose calls end in this order of services, well apart. */
    int ordered(int... services) {
        return find(id -> inOrder(id, services)).getFirst();
    }

    /** Returns such a customer, whose call to {@code service} also ends in this way under these faults. */
    int ordered(Faults faults, Fault fault, int service, int... services) {
        return find(id -> faults.of(seed, service, id) == fault && inOrder(id, services))
                .getFirst();
    }

    private boolean inOrder(int id, int... services) {
        for (int i = 1; i < services.length; i++) {
            if (nanos(services[i], id) - nanos(services[i - 1], id) < APART) {
                return false;
            }
        }
        return nanos(services[0], id) > QUICK;
    }

    /** Returns customers whose quick call to s0 ends in this way under these faults, while all their other calls hang. */
    List<Integer> settledByFirst(Faults faults, Fault fault) {
        return find(id -> nanos(0, id) < 2 * QUICK
                && faults.of(seed, 0, id) == fault
                && IntStream.range(1, calls).allMatch(service -> faults.of(seed, service, id) == Fault.HANG));
    }

    /** Returns customers whose calls all end soon. */
    List<Integer> quick() {
        return find(id -> all(id, nanos -> nanos < QUICK));
    }

    /** Returns customers whose calls take between 20 and 30 ms each. */
    List<Integer> even() {
        return find(id -> all(id, nanos -> nanos >= EVEN && nanos <= EVEN * 3 / 2));
    }

    /** Returns the one of these customers whose calls differ least. */
    int evenest() {
        return even().stream()
                .max(Comparator.comparingDouble(id -> (double) sumMillis(id) / slowestMillis(id)))
                .orElseThrow();
    }

    long slowestMillis(long id) {
        return IntStream.range(0, calls)
                .mapToLong(service -> millis(service, id))
                .max()
                .orElse(0);
    }

    private long sumMillis(long id) {
        return IntStream.range(0, calls)
                .mapToLong(service -> millis(service, id))
                .sum();
    }

    private boolean all(int id, LongPredicate suits) {
        return IntStream.range(0, calls).allMatch(service -> suits.test(nanos(service, id)));
    }

    private long nanos(int service, long id) {
        return latency.nanos(seed, service, id);
    }

    private List<Integer> find(IntPredicate suits) {
        List<Integer> found =
                IntStream.rangeClosed(1, customers).filter(suits).boxed().toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("none of " + customers + " customers has calls of such latencies");
        }
        return found;
    }
}
