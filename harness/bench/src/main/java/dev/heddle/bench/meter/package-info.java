/** What it cost: readings of processes and of JVMs. */
@NullMarked
package dev.heddle.bench.meter;

import org.jspecify.annotations.NullMarked;
