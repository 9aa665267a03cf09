/** The raw truth on disk: run.json and trials.jsonl. */
@NullMarked
package dev.heddle.bench.journal;

import org.jspecify.annotations.NullMarked;
