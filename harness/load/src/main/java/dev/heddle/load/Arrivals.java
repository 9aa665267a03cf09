package dev.heddle.load;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** When requests are sent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = Arrivals.Closed.class, name = "closed"))
public sealed interface Arrivals {
    /**
     * Closed loop: each of so many users has one connection, and sends its next request when the last was answered. It finds a
     * throughput; its latencies are service times, and hide what an open loop would show.
     */
    record Closed(int users) implements Arrivals {
        public Closed {
            if (users < 1) {
                throw new IllegalArgumentException("users: " + users + " is less than 1");
            }
        }
    }
}
