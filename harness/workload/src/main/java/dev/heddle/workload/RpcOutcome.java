package dev.heddle.workload;

/** Says how one RPC call of a request ended, as the request's document tells it. */
public sealed interface RpcOutcome permits RpcReply, RpcFailure {
    /** Returns the name of the service that was called. */
    String service();
}
