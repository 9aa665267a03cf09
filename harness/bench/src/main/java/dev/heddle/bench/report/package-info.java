/** What people read: summary, plots and page, from a run's folder alone. */
@NullMarked
package dev.heddle.bench.report;

import org.jspecify.annotations.NullMarked;
