/**
 * The main job: real gateways and a real echo upstream as processes, load through them, and the evidence for the laws.
 *
 * <p>What lives here starts, drives, samples and stops; what the samples mean is the {@code proof} package's to say.
 */
@NullMarked
package io.watertight.bench.prove;

import org.jspecify.annotations.NullMarked;
