/** Processes and CPUs: what a trial needs is started, found ready and ended. */
@NullMarked
package dev.heddle.bench.launch;

import org.jspecify.annotations.NullMarked;
