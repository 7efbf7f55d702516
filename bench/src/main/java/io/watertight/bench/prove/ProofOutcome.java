package io.watertight.bench.prove;

import io.watertight.bench.load.LoadResult;
import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run has shown.
 *
 * @param streams the names of the streams, by their number in subjects
 * @param seconds what was answered in each second of the load
 * @param startTimes from exec to ready, for each gateway
 * @param transport the gateways' transport
 * @param gatewayCpuNanos user and system time of all gateways under load
 * @param echoCpuNanos user and system time of the upstream under load
 * @param scaling how the gateways were scaled; null where their number stayed
 * @param interrupted whether the run was ended early
 */
public record ProofOutcome(
        ProofPlan plan,
        Evidence evidence,
        Verdict verdict,
        LoadResult load,
        List<String> streams,
        List<RateSeries.Second> seconds,
        List<Duration> startTimes,
        String transport,
        long gatewayCpuNanos,
        long echoCpuNanos,
        @Nullable Scaling scaling,
        boolean interrupted) {

    /** CPU time of the gateways for one answer, in microseconds; the full collections of the samples are in it. */
    public double gatewayCpuMicrosPerRequest() {
        return load.answered() == 0 ? 0 : gatewayCpuNanos / 1e3 / load.answered();
    }
}
