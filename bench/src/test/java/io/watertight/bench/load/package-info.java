/** The load generator against hand-written servers that misbehave on cue, and against the echo server. */
@NullMarked
package io.watertight.bench.load;

import org.jspecify.annotations.NullMarked;
