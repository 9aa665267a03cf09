package dev.heddle.bench.suite;

import dev.heddle.bench.suite.Units.Size;
import dev.heddle.workload.Composition;
import dev.heddle.workload.Faults;
import dev.heddle.workload.Latency;
import java.time.Duration;

/**
 * What one request does; {@code workload:} of a suite file.
 *
 * @param query the database query
 * @param rpc the RPC calls after it
 * @param combine the CPU work after those
 * @param timeout deadline of one request
 */
public record Workload(Query query, Rpc rpc, CombineWork combine, Duration timeout) {
    public Workload {
        require("timeout in ms", timeout.toMillis(), 1, 3_600_000);
    }

    /**
     * The query.
     *
     * @param pool connections in the pool, the same for every contestant
     * @param orders orders a customer has
     * @param customers customers in the database
     */
    public record Query(int pool, int orders, int customers) {
        public Query {
            require("pool", pool, 1, 1_000);
            require("orders", orders, 0, 100);
            require("customers", customers, 1, 1_000_000);
        }
    }

    /**
     * The RPC calls.
     *
     * @param calls how many a request makes
     * @param mode how they are composed
     * @param latency how long each takes
     * @param reply size of a reply's body
     * @param faults what goes wrong in them
     */
    public record Rpc(int calls, Composition mode, Latency latency, Size reply, Faults faults) {
        public Rpc {
            require("calls", calls, 1, 16);
            require("reply in bytes", reply.bytes(), 1, 1_048_576);
        }
    }

    /**
     * CPU work in the combine step.
     *
     * @param cpu how long it is to take on this machine; the harness turns it into rounds
     */
    public record CombineWork(Duration cpu) {
        public CombineWork {
            require("cpu in ns", cpu.toNanos(), 0, 10_000_000_000L);
        }
    }

    static void require(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " is " + value + ", which is not between " + least + " and " + most);
        }
    }
}
