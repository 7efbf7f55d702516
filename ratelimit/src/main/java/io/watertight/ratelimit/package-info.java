/**
 * The limiter alone: GCRA with one long per subject, the theoretical arrival time (TAT). A bucket whose TAT has passed is
 * full, and a full bucket decides exactly as no bucket does, so buckets are forgotten at that instant and nothing is lost.
 * A decision's way: {@link io.watertight.ratelimit.ShareLimiter} reads the clock of the quota's buckets, which is the
 * {@link io.watertight.ratelimit.NanoClock} as the replica's {@link io.watertight.ratelimit.Share} lets it run, and hands the price to a {@link io.watertight.ratelimit.BucketStore}, which measures and replaces the TAT of the subject in one
 * atomic step with the arithmetic of {@code Gcra}; the answer becomes a {@link io.watertight.ratelimit.Decision}, and every
 * bucket that came or went is in the {@link io.watertight.ratelimit.Ledger}.
 *
 * <p>Times are nanoseconds of one monotonic clock, of any origin and sign, and are compared by difference only. Nothing
 * here may know of networks, HTTP, tokens, formats, metrics or logs, and nothing may block: a decision is made on an event
 * loop.
 */
@NullMarked
package io.watertight.ratelimit;

import org.jspecify.annotations.NullMarked;
