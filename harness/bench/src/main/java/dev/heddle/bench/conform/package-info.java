/** Holds the contract as an executable suite: each check says what it expected and what it saw. */
@NullMarked
package dev.heddle.bench.conform;

import org.jspecify.annotations.NullMarked;
