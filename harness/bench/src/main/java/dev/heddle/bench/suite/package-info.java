/** Reads what to run: a suite file is read, completed with defaults and checked as a whole. */
@NullMarked
package dev.heddle.bench.suite;

import org.jspecify.annotations.NullMarked;
