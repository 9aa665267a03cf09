/** Rules over evidence: what a recorded point is worth, by the rules of today. */
@NullMarked
package dev.heddle.bench.judge;

import org.jspecify.annotations.NullMarked;
