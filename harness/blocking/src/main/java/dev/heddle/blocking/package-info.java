/**
 * Holds the request in blocking style, written once: platform threads and virtual threads run this same code, and only who runs
 * it differs.
 */
@NullMarked
package dev.heddle.blocking;

import org.jspecify.annotations.NullMarked;
