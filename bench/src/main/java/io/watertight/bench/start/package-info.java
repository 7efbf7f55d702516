/**
 * What makes the command line's JVM start faster: a run from which an ahead-of-time cache is made, and the passing on of that cache to child processes.
 *
 * <p>Nothing here is part of a measurement or a proof.
 */
@NullMarked
package io.watertight.bench.start;

import org.jspecify.annotations.NullMarked;
