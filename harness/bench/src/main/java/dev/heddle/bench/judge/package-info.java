/** Judges evidence: the rules of today say what a recorded point is worth. */
@NullMarked
package dev.heddle.bench.judge;

import org.jspecify.annotations.NullMarked;
