package dev.heddle.workload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a request answers.
 *
 * @param customer the customer
 * @param orders the last orders, newest first
 * @param calls how the calls ended, in the order of their services; if the first one wins, only that one
 * @param totalCents the orders' sum
 * @param score {@code totalCents} plus the replies' values
 * @param digest the last digest of {@link Combine}, in lower-case hex; null if there are no rounds
 */
public record Summary(
        Customer customer,
        List<Order> orders,
        List<? extends RpcOutcome> calls,
        long totalCents,
        long score,
        @Nullable String digest) {}
