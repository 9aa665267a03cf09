package dev.heddle.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says what the customers, their orders and the RPC replies are. All of them are pure functions of the seed. So the filled
 * database, the RPC service and a contract test expect the same data without asking one another.
 *
 * @param seed the run's seed
 * @param customers how many customers there are; their ids run from 1
 * @param ordersPerCustomer orders each of them has, 0 to 100
 */
public record Dataset(long seed, int customers, int ordersPerCustomer) {
    private static final String[] FIRST = {
        "Ada",
        "Barbara",
        "Chieko",
        "Dorothy",
        "Edith",
        "Frances",
        "Grace",
        "Hedy",
        "Ida",
        "Joan",
        "Karen",
        "Lynn",
        "Margaret",
        "Niño",
        "Olga",
        "Radia"
    };
    private static final String[] LAST = {
        "Asakawa",
        "Clarke",
        "Goldberg",
        "Hamilton",
        "Hopper",
        "Johnson",
        "Lamarr",
        "Liskov",
        "Lovelace",
        "Perlman",
        "Rhodes",
        "Spärck",
        "Sutherland",
        "Vaughan",
        "Wilson",
        "Yoshida"
    };
    private static final String[] CITY = {
        "Aarhus", "Bergen", "Cádiz", "Dakar", "Essen", "Fukuoka", "Gdańsk", "Hanoi", "Izmir", "Jaipur", "Kyoto", "Lima"
    };
    private static final String[] ITEM = {
        "loom", "reed", "shuttle", "bobbin", "treadle", "warp beam", "heddle", "temple", "lease stick", "raddle"
    };

    public Dataset {
        if (customers < 1) {
            throw new IllegalArgumentException("customers: " + customers + " is less than 1");
        }
        if (ordersPerCustomer < 0 || ordersPerCustomer > 100) {
            throw new IllegalArgumentException("orders: " + ordersPerCustomer + " is not between 0 and 100");
        }
    }

    /** Returns the customer of that id, which is 1 to {@link #customers}. */
    public Customer customer(long id) {
        long bits = mix(seed, 1, id);
        return new Customer(id, pick(FIRST, bits) + " " + pick(LAST, bits >>> 16) + " " + id, pick(CITY, bits >>> 32));
    }

    /** Returns the customer's orders, newest first. */
    public List<Order> orders(long customer) {
        List<Order> orders = new ArrayList<>(ordersPerCustomer);
        for (int number = ordersPerCustomer; number > 0; number--) {
            orders.add(order(customer, number));
        }
        return orders;
    }

    private Order order(long customer, int number) {
        long bits = mix(seed, 2, customer * 101 + number);
        return new Order(number, pick(ITEM, bits), 100 + Math.floorMod(bits >>> 16, 100_000L));
    }

    /** Returns what service number {@code service} answers for that id. */
    public RpcReply reply(int service, long id) {
        return new RpcReply("s" + service, id, Math.floorMod(mix(seed, 3 + service, id), 1_000_000L));
    }

    /**
     * Returns the document that a request for that id must answer when every call succeeds and every reply is in it. The contract
     * suite compares with it for {@code sequential}, {@code all} and {@code all-settled}.
     */
    public byte[] document(long id, int calls, int rounds) {
        List<RpcReply> replies = new ArrayList<>(calls);
        for (int service = 0; service < calls; service++) {
            replies.add(reply(service, id));
        }
        return document(id, replies, rounds);
    }

    /** Returns the document that a request for that id must answer when its calls end in these ways. */
    public byte[] document(long id, List<? extends RpcOutcome> calls, int rounds) {
        return Combine.document(new CustomerOrders(customer(id), orders(id)), calls, rounds);
    }

    /**
     * Returns every document that a request for that id may answer when all calls succeed. There is one, except for {@code any}
     * and {@code race}: there, each service may have been the first, so there is one document for each service, in their order.
     */
    public List<byte[]> documents(Composition mode, long id, int calls, int rounds) {
        if (!mode.firstWins()) {
            return List.of(document(id, calls, rounds));
        }
        return IntStream.range(0, calls)
                .mapToObj(service -> document(id, List.of(reply(service, id)), rounds))
                .toList();
    }

    private static String pick(String[] words, long bits) {
        return words[Math.floorMod(bits, words.length)];
    }

    /**
     * Returns 64 well-mixed bits of (seed, stream, index): it applies the finaliser of SplitMix64 (Steele, Lea, Flood 2014)
     * twice.
     */
    public static long mix(long seed, long stream, long index) {
        return finalise(finalise(seed + stream * 0x9E3779B97F4A7C15L) + index * 0xD1B54A32D192ED03L);
    }

    private static long finalise(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
