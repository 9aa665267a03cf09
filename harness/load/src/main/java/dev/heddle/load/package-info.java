/**
 * Holds the load engine, a process of its own. It drives one server over HTTP/1.1, checks every response, and reports what it saw
 * and what it cost.
 *
 * <p>{@code java -jar load.jar} reads {@link dev.heddle.load.Command}s and writes {@link dev.heddle.load.Event}s, a line of JSON
 * each. It ends when its standard input does.
 */
@NullMarked
package dev.heddle.load;

import org.jspecify.annotations.NullMarked;
