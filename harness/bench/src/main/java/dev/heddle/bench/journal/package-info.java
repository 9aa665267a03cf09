/** Keeps the raw truth on disk: {@code run.json} and {@code trials.jsonl}. */
@NullMarked
package dev.heddle.bench.journal;

import org.jspecify.annotations.NullMarked;
