/** One class a command; the terminal is theirs. */
@NullMarked
package dev.heddle.bench.cli;

import org.jspecify.annotations.NullMarked;
