/**
 * Holds what a run says: readings, rows, comparisons, the answer and what a decision can rest on. Each part is computed once. Nothing
 * is written here.
 */
@NullMarked
package dev.heddle.bench.analysis;

import org.jspecify.annotations.NullMarked;
