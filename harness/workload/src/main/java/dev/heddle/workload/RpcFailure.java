package dev.heddle.workload;

/** An RPC call without a reply; only {@link Composition#ALL_SETTLED} puts it into a document. */
public record RpcFailure(String service) implements RpcOutcome {}
