/** Makes estimates with their uncertainty: numbers go in, and numbers come out. */
@NullMarked
package dev.heddle.bench.stats;

import org.jspecify.annotations.NullMarked;
