package io.watertight.bench.hpa;

/**
 * A number of replicas that is allowed, and what made it so.
 *
 * @param replicas at least 0
 * @param by what kept it from what was desired
 */
record Limited(int replicas, Decision.Limit by) {}
