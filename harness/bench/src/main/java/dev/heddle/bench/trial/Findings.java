package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Point;
import java.util.List;

/** What a process yielded in one scenario, and what its warm-up did, in words. */
record Findings(String scenario, String warmup, List<Point> points) {}
