/**
 * Writes what people read: plots, page, notebook, decision and tables. Each is written from one
 * {@link dev.heddle.bench.analysis.Analysis}.
 */
@NullMarked
package dev.heddle.bench.report;

import org.jspecify.annotations.NullMarked;
