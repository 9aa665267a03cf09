/** Reads what a measurement cost, from processes, from JVMs and from the machine. */
@NullMarked
package dev.heddle.bench.meter;

import org.jspecify.annotations.NullMarked;
