/**
 * The load generator: open loop, so that a stalled server cannot slow down the questions it is asked.
 *
 * <p>One request's way: a {@link io.watertight.bench.load.RateSchedule} says when each request of a
 * {@link io.watertight.bench.load.LoadStream} is due, {@code Pacer} merges the streams, {@code SubjectSequence} says on whose
 * behalf it is sent, {@code Router} finds a connection of a {@link io.watertight.bench.load.Replica} or lets the request wait
 * for one, {@code LoadConnection} sends it and reads the answer, {@code Scorekeeper} counts it and tells the
 * {@link io.watertight.bench.load.LoadObserver}. All of it happens on one thread per {@link io.watertight.bench.load.LoadRun},
 * which is also the event loop; nothing there is synchronized.
 *
 * <p>Latency counts from the instant a request was due, never from the instant it was sent. The generator reports where it
 * was itself the limit ({@link io.watertight.bench.load.LoadResult#validity}). It knows HTTP and tokens, and nothing of any
 * gateway's configuration or ledgers; it shares no code with the gateway, so that no fault there can excuse itself here.
 */
@NullMarked
package io.watertight.bench.load;

import org.jspecify.annotations.NullMarked;
