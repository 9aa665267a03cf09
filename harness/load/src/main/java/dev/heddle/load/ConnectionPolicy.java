package dev.heddle.load;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Says which connection a request takes. A connection has one request in flight at the most. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ConnectionPolicy.AllActive.class, name = "all-active"),
    @JsonSubTypes.Type(value = ConnectionPolicy.IdleBeside.class, name = "idle-beside"),
    @JsonSubTypes.Type(value = ConnectionPolicy.Dedicated.class, name = "dedicated")
})
public sealed interface ConnectionPolicy {
    /** Every connection takes part in turn: the one that has been free the longest is used next. */
    record AllActive(int connections) implements ConnectionPolicy {
        public AllActive {
            requirePositive("connections", connections);
        }
    }

    /** Works as {@link AllActive}, with further connections beside that are held open and carry nothing. */
    record IdleBeside(int active, int idle) implements ConnectionPolicy {
        public IdleBeside {
            requirePositive("active", active);
            if (idle < 0) {
                throw new IllegalArgumentException("idle: " + idle + " is less than 0");
            }
        }
    }

    /** Arrival i belongs to connection i mod n and waits for it, as in wrk2, whatever the others do. */
    record Dedicated(int connections) implements ConnectionPolicy {
        public Dedicated {
            requirePositive("connections", connections);
        }
    }

    /** Returns how many connections carry requests. */
    default int active() {
        return switch (this) {
            case AllActive all -> all.connections();
            case IdleBeside beside -> beside.active;
            case Dedicated dedicated -> dedicated.connections();
        };
    }

    private static void requirePositive(String name, int connections) {
        if (connections < 1) {
            throw new IllegalArgumentException(name + ": " + connections + " is less than 1");
        }
    }
}
