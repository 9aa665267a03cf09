/** One measurement: drive it, meter it, judge it. */
@NullMarked
package dev.heddle.bench.trial;

import org.jspecify.annotations.NullMarked;
