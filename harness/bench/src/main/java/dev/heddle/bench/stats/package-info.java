/** Estimates with their uncertainty; numbers in, numbers out. */
@NullMarked
package dev.heddle.bench.stats;

import org.jspecify.annotations.NullMarked;
