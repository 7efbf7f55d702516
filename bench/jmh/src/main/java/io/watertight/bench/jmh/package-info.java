/**
 * Microbenchmarks: what one decision, one token, one head or one whole request costs in nanoseconds and bytes, always beside
 * what others need for the same and beside a floor that nobody can go below. {@link io.watertight.bench.jmh.Benchmarks} is the
 * command line.
 *
 * <p>What is measured against is a dependency of this module alone, and of nothing that is shipped. No figure belongs in a
 * comment: figures are in result files, with the machine and the command.
 */
@NullMarked
package io.watertight.bench.jmh;

import org.jspecify.annotations.NullMarked;
