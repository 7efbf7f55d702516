/**
 * The HorizontalPodAutoscaler's algorithm, autoscaling/v2, as Kubernetes 1.33 has it: what it concludes from the pods and
 * their metrics, and nothing of how pods are started or measured.
 *
 * <p>One reconciliation's way: {@link io.watertight.bench.hpa.PodGroups} sorts the {@link io.watertight.bench.hpa.Pod}s,
 * {@link io.watertight.bench.hpa.ReplicaCalculator} turns their {@link io.watertight.bench.hpa.Sample}s into one proposal per
 * metric, {@link io.watertight.bench.hpa.Autoscaler} takes the largest, holds it against what was recommended before ({@code
 * Recommendations}) and against how fast the number may change ({@code RateLimits}, {@code ScaleEvents}), and answers with a
 * {@link io.watertight.bench.hpa.Decision}.
 *
 * <p>Sources: pkg/controller/podautoscaler (replica_calculator.go, horizontal.go, metrics/utilization.go) and
 * pkg/apis/autoscaling/v2/defaults.go. Everything here is pure: the clock is handed in, nothing is read or written, and no
 * class knows a process, a file or a socket. Every duration can be shortened by one factor ({@link
 * io.watertight.bench.hpa.TimeScale}), so that minutes show what takes a cluster hours.
 */
@NullMarked
package io.watertight.bench.hpa;

import org.jspecify.annotations.NullMarked;
