/** Holds the contestant for the event loop: Vert.x 5, one loop a CPU, futures all the way. */
@NullMarked
package dev.heddle.vertxloop;

import org.jspecify.annotations.NullMarked;
