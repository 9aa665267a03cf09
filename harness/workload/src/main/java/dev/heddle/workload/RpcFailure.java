package dev.heddle.workload;

/** Stands for an RPC call without a reply. Only {@link Composition#ALL_SETTLED} puts it into a document. */
public record RpcFailure(String service) implements RpcOutcome {}
