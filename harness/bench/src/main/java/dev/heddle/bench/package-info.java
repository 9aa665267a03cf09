/** The bench: plan, launch, measure, judge, report. */
@NullMarked
package dev.heddle.bench;

import org.jspecify.annotations.NullMarked;
