/** Holds the contestant for platform threads: Tomcat 11, one pooled thread a request. */
@NullMarked
package dev.heddle.platformthreads;

import org.jspecify.annotations.NullMarked;
