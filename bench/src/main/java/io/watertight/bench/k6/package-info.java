/**
 * k6 as an engine: any scenario of the registry, run by k6 from the scripts in {@code bench/k6}, with evidence of every single
 * request.
 *
 * <p>{@link io.watertight.bench.k6.K6Binary} finds k6, {@link io.watertight.bench.k6.K6Installer} builds it where it is asked
 * to; {@link io.watertight.bench.k6.K6Load} runs a {@link io.watertight.bench.k6.K6Plan} behind a balancer of connections,
 * since k6 knows one address and replicas come and go. Its scripts say one line for each request: {@code EvidenceLine} reads
 * it, {@code EvidenceTally} counts it and tells the observer, {@code WallClock} places it in time. At the end {@code Totals}
 * holds what the lines say to what k6 itself counted; whatever differs is an objection against the run, as are thresholds that
 * were not met. Nothing here judges a limiter.
 */
@NullMarked
package io.watertight.bench.k6;

import org.jspecify.annotations.NullMarked;
