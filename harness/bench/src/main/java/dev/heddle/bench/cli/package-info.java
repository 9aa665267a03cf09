/** Holds the commands, one class each. Only they write to the terminal. */
@NullMarked
package dev.heddle.bench.cli;

import org.jspecify.annotations.NullMarked;
