package dev.heddle.workload;

/** How one RPC call of a request ended, as its document tells it. */
public sealed interface RpcOutcome permits RpcReply, RpcFailure {
    /** Name of the service that was called. */
    String service();
}
