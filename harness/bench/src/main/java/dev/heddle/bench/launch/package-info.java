/** Starts what a trial needs, finds it ready and ends it. It also divides the CPUs among these processes. */
@NullMarked
package dev.heddle.bench.launch;

import org.jspecify.annotations.NullMarked;
