package dev.heddle.bench.report;

/**
 * Says what lies along the x axis of a plot over load.
 *
 * @param points how the names of the points begin
 * @param title under the axis
 * @param doubling whether it is drawn to the base 2
 */
record LoadAxis(String points, String title, boolean doubling) {}
