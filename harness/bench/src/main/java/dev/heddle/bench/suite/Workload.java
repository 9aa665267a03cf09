package dev.heddle.bench.suite;

import dev.heddle.bench.suite.Units.Size;
import dev.heddle.workload.Composition;
import dev.heddle.workload.Faults;
import dev.heddle.workload.Latency;
import java.time.Duration;

/**
 * Says what one request does: the keys below {@code workload:} of a suite file.
 *
 * @param query the database query
 * @param rpc the RPC calls after it
 * @param combine the CPU work after the calls
 * @param timeout the deadline of one request, 1 ms to 1 hour
 */
public record Workload(Query query, Rpc rpc, CombineWork combine, Duration timeout) {
    public Workload {
        Bounds.require("timeout in ms", timeout.toMillis(), 1, 3_600_000);
    }

    /**
     * Describes the query.
     *
     * @param pool connections in the pool, the same for every contestant, 1 to 1000
     * @param orders orders that a customer has, 0 to 100
     * @param customers customers in the database, 1 to 1000000
     */
    public record Query(int pool, int orders, int customers) {
        public Query {
            Bounds.require("pool", pool, 1, 1_000);
            Bounds.require("orders", orders, 0, 100);
            Bounds.require("customers", customers, 1, 1_000_000);
        }
    }

    /**
     * Describes the RPC calls.
     *
     * @param calls how many calls a request makes, 1 to 16
     * @param mode how the calls are composed
     * @param latency how long each call takes
     * @param reply the size of a reply's body, 1 B to 1 MiB
     * @param faults what goes wrong in the calls
     */
    public record Rpc(int calls, Composition mode, Latency latency, Size reply, Faults faults) {
        public Rpc {
            Bounds.require("calls", calls, 1, 16);
            Bounds.require("reply in bytes", reply.bytes(), 1, 1_048_576);
        }
    }

    /**
     * Describes the CPU work in the combine step.
     *
     * @param cpu how much CPU time it is to take on this machine, 0 to 10 s; the harness turns it into rounds
     */
    public record CombineWork(Duration cpu) {
        public CombineWork {
            Bounds.require("cpu in ns", cpu.toNanos(), 0, 10_000_000_000L);
        }
    }
}
