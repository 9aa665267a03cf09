/** What a run says, computed once: readings, rows, comparisons, the answer and what a decision can rest on. Nothing is written here. */
@NullMarked
package dev.heddle.bench.analysis;

import org.jspecify.annotations.NullMarked;
