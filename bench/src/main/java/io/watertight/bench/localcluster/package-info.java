/**
 * A cluster of one machine: processes as pods, each with an address of its own and a share of the CPU, that come and go as a
 * Deployment's do. It is not Kubernetes and never called that; it does what Kubernetes does where that bears on requests:
 * readiness, the delay until endpoints are known, SIGTERM and grace, restarts, rollouts, lost nodes, and the
 * HorizontalPodAutoscaler ({@link io.watertight.bench.hpa}).
 *
 * <p>{@link io.watertight.bench.localcluster.LocalCluster} is the Deployment and its pods, {@code LocalPod} the life of one
 * of them, {@link io.watertight.bench.localcluster.AutoscalerLoop} scales it by what its pods use, {@link
 * io.watertight.bench.localcluster.EndpointSliceServer} tells the pods of each other. What runs in a pod is a {@link
 * io.watertight.bench.localcluster.Container}; nothing here knows a gateway, a proof or a load generator.
 */
@NullMarked
package io.watertight.bench.localcluster;

import org.jspecify.annotations.NullMarked;
