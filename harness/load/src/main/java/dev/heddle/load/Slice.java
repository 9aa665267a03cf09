package dev.heddle.load;

import org.HdrHistogram.Histogram;

/**
 * One event loop's part of a stream's second.
 *
 * @param stream the stream's index in its plan
 * @param counts of this second alone; percentiles are still to be filled in
 */
record Slice(int stream, Second counts, Histogram responseTime) {}
