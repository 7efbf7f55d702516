package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Memory: once the population is steady, the live set after GC does not grow with the distinct subjects seen, it returns to
 * its warm level after the drain, and direct memory, file descriptors and threads are flat; for each replica incarnation,
 * never for a sum of them. Its premise is a population within its bound: {@link Judge} does not ask it otherwise.
 */
final class MemoryLaw implements Law {
    @Override
    public LawName name() {
        return LawName.MEMORY;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        List<ReplicaEvidence> busy = evidence.replicas().stream()
                .filter(replica -> replica.subjects() > 0)
                .toList();
        List<MemoryAudit> audits = busy.stream()
                .map(replica -> new MemoryAudit(evidence, replica))
                .filter(MemoryAudit::canJudge)
                .sorted(Comparator.comparingDouble(
                                (MemoryAudit audit) -> audit.growth().upper())
                        .reversed())
                .toList();
        if (audits.isEmpty()) {
            return LawResult.inconclusive(
                    name(),
                    String.format(
                            "No replica was sampled %s times in its steady state while it saw %s new subjects.",
                            evidence.tolerances().minSamples(),
                            count(evidence.tolerances().minSubjectsForMemory())));
        }
        for (MemoryAudit audit : audits) {
            Optional<String> fault = audit.firstFault();
            if (fault.isPresent()) {
                return LawResult.violated(
                        name(), audit.replicaName() + "'s " + fault.get() + ".", worst(evidence, audit));
            }
        }
        for (MemoryAudit audit : audits) {
            if (audit.growth().finding() == Finding.INCONCLUSIVE) {
                return LawResult.inconclusive(
                        name(), "Too noisy to tell: " + audit.replicaName() + "'s " + audit.measured() + ".");
            }
            if (audit.drainMissing()) {
                return LawResult.inconclusive(
                        name(), audit.replicaName() + " outlived the load and was not sampled after its drain.");
            }
        }
        return LawResult.held(name(), sentence(busy.size(), audits), worst(evidence, audits.getFirst()));
    }

    private static String sentence(int busy, List<MemoryAudit> audits) {
        MemoryAudit worst = audits.getFirst();
        String subject = audits.size() == 1 ? "" : "Of " + count(audits.size()) + " replicas the worst: ";
        String others = busy == audits.size()
                ? ""
                : "; " + count(busy - (long) audits.size(), "replica", "replicas") + " lived too short to tell";
        return subject + worst.replicaName() + "'s " + worst.measured() + others + ".";
    }

    private static WorstCase worst(Evidence evidence, MemoryAudit audit) {
        return new WorstCase(
                audit.replicaName(),
                OptionalLong.empty(),
                evidence.phases().loadEndNanos() - evidence.phases().loadStartNanos(),
                audit.growth().epsilon(),
                audit.growth().bytesPerSubject(),
                "bytes per subject");
    }
}
