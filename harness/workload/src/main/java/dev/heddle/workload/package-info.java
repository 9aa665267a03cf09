/**
 * Holds the contract that every contestant keeps: settings, the flow's records, the document and how it is combined. It does no
 * I/O.
 *
 * <p>A contestant in another language implements what is specified here: {@link dev.heddle.workload.Settings} (its environment),
 * {@link dev.heddle.workload.Route} (its paths), {@link dev.heddle.workload.Combine} and {@link dev.heddle.workload.SummaryJson}
 * (its answer) and {@link dev.heddle.workload.Problem} (its errors).
 */
@NullMarked
package dev.heddle.workload;

import org.jspecify.annotations.NullMarked;
