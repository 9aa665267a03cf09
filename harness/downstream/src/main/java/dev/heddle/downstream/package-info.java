/**
 * Holds what contestants call: PostgreSQL and the RPC service, each a process of its own on the load side's CPUs.
 *
 * <p>{@code java -jar downstream.jar postgres|rpc …} prints one line of JSON once it is ready. It ends when its standard input
 * ends and leaves nothing behind, so it cannot outlive whoever started it.
 */
@NullMarked
package dev.heddle.downstream;

import org.jspecify.annotations.NullMarked;
