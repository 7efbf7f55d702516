package io.watertight.bench.kubernetes;

import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.SentLoad;
import io.watertight.bench.proof.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a watch over a release came to. Immutable.
 *
 * @param plan what was asked for
 * @param evidence the ledgers
 * @param sent what the load generator says; null where it says nothing
 * @param verdict the judgement
 * @param configuration the gateways' effective configuration, secrets redacted
 */
public record ClusterOutcome(
        ClusterPlan plan, Evidence evidence, @Nullable SentLoad sent, Verdict verdict, String configuration) {}
