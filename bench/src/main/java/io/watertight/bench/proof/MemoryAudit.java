package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.bytes;
import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.digits;

import io.watertight.bench.text.Quantities;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks for memory that one replica incarnation gained and did not give back. Immutable.
 *
 * @see HeapGrowth
 */
final class MemoryAudit {
    private final ReplicaEvidence replica;
    private final Tolerances tolerances;
    private final List<ProcessSample> steady;
    private final @Nullable HeapGrowth growth;
    private final @Nullable Long keptAfterDrainBytes;

    /** Only for a replica that decided something. */
    MemoryAudit(Evidence evidence, ReplicaEvidence replica) {
        this.replica = replica;
        this.tolerances = evidence.tolerances();
        DecisionTotals seen = replica.totals();
        long warmNanos = Math.max(
                evidence.phases().warmUpEndNanos(), seen.firstDecisionNanos() + evidence.horizonNanos(replica));
        long loadEndNanos = Math.min(evidence.phases().loadEndNanos(), seen.lastDecisionNanos());
        this.steady = replica.processSamples().stream()
                .filter(sample -> sample.atNanos() >= warmNanos && sample.atNanos() <= loadEndNanos)
                .toList();
        this.growth = HeapGrowth.of(replica, steady, tolerances).orElse(null);
        this.keptAfterDrainBytes = kept(seen.lastDecisionNanos() + evidence.horizonNanos(replica));
    }

    String replicaName() {
        return replica.name();
    }

    /** Whether the replica lived long enough, and saw enough, for its growth to be told from drift. */
    boolean canJudge() {
        return growth != null
                && steady.size() >= tolerances.minSamples()
                && growth.subjects() >= tolerances.minSubjectsForMemory();
    }

    /** Whether it could have been seen to return to its warm level, and nobody looked. */
    boolean drainMissing() {
        return keptAfterDrainBytes == null && replica.end() instanceof ReplicaEnd.StillRunning;
    }

    /** Only where the replica {@link #canJudge}. */
    HeapGrowth growth() {
        if (growth == null) {
            throw new IllegalStateException("no growth for " + replica.name());
        }
        return growth;
    }

    /** What the replica gained and did not give back, as a clause without a full stop. */
    Optional<String> firstFault() {
        if (growth().finding() == Finding.VIOLATED) {
            return Optional.of("live set grew by " + words(growth()));
        }
        if (keptAfterDrainBytes != null && keptAfterDrainBytes > tolerances.heapReturnBytes()) {
            return Optional.of("live set stayed " + bytes(keptAfterDrainBytes)
                    + " above its warm level after the drain (" + bytes(tolerances.heapReturnBytes()) + " allowed)");
        }
        return notFlat("direct memory", ProcessSample::directBytes, tolerances.directDriftBytes(), Quantities::bytes)
                .or(() -> notFlat("open files", ProcessSample::openFds, tolerances.openFdsDrift(), Quantities::count))
                .or(() -> notFlat("threads", ProcessSample::threads, tolerances.threadsDrift(), Quantities::count));
    }

    /** What was measured, as a clause without a full stop. */
    String measured() {
        return "live set grew by " + words(growth())
                + (keptAfterDrainBytes == null
                        ? ""
                        : " and was " + bytes(Math.abs(keptAfterDrainBytes))
                                + (keptAfterDrainBytes > 0 ? " above" : " below") + " its warm level after the drain");
    }

    private static String words(HeapGrowth growth) {
        return String.format(
                "%s bytes per subject (95 %% interval %s to %s, allowed %s) over %s",
                digits(growth.bytesPerSubject()),
                digits(growth.lower()),
                digits(growth.upper()),
                digits(growth.epsilon()),
                count(growth.subjects(), "subject", "subjects"));
    }

    private @Nullable Long kept(long drainedNanos) {
        List<ProcessSample> drained = replica.processSamples().stream()
                .filter(sample -> sample.atNanos() >= drainedNanos)
                .toList();
        if (steady.isEmpty() || drained.isEmpty()) {
            return null;
        }
        long leastAfter =
                drained.stream().mapToLong(ProcessSample::heapUsedBytes).min().orElseThrow();
        return leastAfter - steady.getFirst().heapUsedBytes();
    }

    private Optional<String> notFlat(
            String what, ToLongFunction<ProcessSample> column, long drift, LongFunction<String> words) {
        double[] seconds =
                steady.stream().mapToDouble(sample -> sample.atNanos() / 1e9).toArray();
        double[] values = steady.stream().mapToDouble(column::applyAsLong).toArray();
        double span = seconds[seconds.length - 1] - seconds[0];
        return TheilSen.fit(seconds, values)
                .filter(fit -> fit.lower() * span > drift)
                .map(fit -> what + " grew by at least " + words.apply((long) (fit.lower() * span)) + " ("
                        + words.apply(drift) + " allowed)");
    }
}
