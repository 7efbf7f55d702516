/**
 * The comparison: the same work through several gateways, side by side, in interleaved rounds on one machine.
 *
 * <p>{@link io.watertight.bench.compare.Catalogue} reads the folders of {@code bench/gateways}; each {@code Contestant} in
 * them is started as a {@code Peer}, has to show in the {@code Preflight} that it enforces the policy, and is then measured
 * by one trial after the other: CPU for a request, saturation, latency at fixed rates, memory, start. {@link
 * io.watertight.bench.compare.Comparison} is all that was measured, as plain records; {@code ComparisonTables} makes tables
 * of it, and one renderer each writes them for the terminal, as Markdown and as a page.
 *
 * <p>Nothing here knows any gateway by name: what differs between them is in their folders. A measurement that could not be
 * taken is absent and its reason is written; it is never replaced by a guess.
 */
@NullMarked
package io.watertight.bench.compare;

import org.jspecify.annotations.NullMarked;
