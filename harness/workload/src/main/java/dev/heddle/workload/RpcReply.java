package dev.heddle.workload;

/** Holds what one RPC call answers. The wire form, in {@link RpcJson}, also carries padding. */
public record RpcReply(String service, long id, long value) implements RpcOutcome {}
