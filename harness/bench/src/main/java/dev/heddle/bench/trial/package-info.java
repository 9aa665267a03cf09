/** Makes one measurement: drives it, meters it, and has it judged. */
@NullMarked
package dev.heddle.bench.trial;

import org.jspecify.annotations.NullMarked;
