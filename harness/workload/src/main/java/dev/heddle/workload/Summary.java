package dev.heddle.workload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request answers.
 *
 * @param customer the customer
 * @param orders the last orders, newest first
 * @param calls how the calls ended, in the order of their services; where the first wins, that one alone
 * @param totalCents the orders' sum
 * @param score {@code totalCents} plus the replies' values
 * @param digest lower-case hex of the last digest of {@link Combine}, or null without rounds
 */
public record Summary(
        Customer customer,
        List<Order> orders,
        List<? extends RpcOutcome> calls,
        long totalCents,
        long score,
        @Nullable String digest) {}
