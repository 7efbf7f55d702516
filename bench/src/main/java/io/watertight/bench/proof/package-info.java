/**
 * Judges a run: evidence goes in, a verdict comes out.
 *
 * <p>{@link io.watertight.bench.proof.EvidenceLog} collects what the load generator and the samplers saw, as primitive
 * columns, and seals it into an {@link io.watertight.bench.proof.Evidence}. The {@code Oracle} replays the admitted
 * requests of each subject through GCRA; from it each {@code Law} derives a bound that holds at every instant and compares
 * what was observed with it. {@link io.watertight.bench.proof.Judge} asks every law and the {@code Validity} rules and
 * makes one {@link io.watertight.bench.proof.Verdict} of the answers.
 *
 * <p>Nothing here talks to a gateway, reads a clock, or prints: the same evidence always gives the same verdict. The
 * package trusts only what was observed from outside, plus the ledger that is itself on trial; it must not use the
 * limiter's own decision code, or a fault there would acquit itself.
 */
@NullMarked
package io.watertight.bench.proof;

import org.jspecify.annotations.NullMarked;
