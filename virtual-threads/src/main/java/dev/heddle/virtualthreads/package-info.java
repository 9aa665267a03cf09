/** Holds the contestant for virtual threads: Helidon 4 WebServer (Níma), one virtual thread a request. */
@NullMarked
package dev.heddle.virtualthreads;

import org.jspecify.annotations.NullMarked;
