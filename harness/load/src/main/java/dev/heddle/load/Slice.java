package dev.heddle.load;

import org.HdrHistogram.Histogram;

/**
 * Holds one event loop's part of a second of a stream.
 *
 * @param stream the stream's index in its plan
 * @param counts the counts of this second alone; its percentiles are still to be filled in
 */
record Slice(int stream, Second counts, Histogram responseTime) {}
