package dev.heddle.workload;

/** What one RPC call answers; the wire form, in {@link RpcJson}, also carries padding. */
public record RpcReply(String service, long id, long value) implements RpcOutcome {}
