package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Drain as far as ledgers alone can tell: once nothing was admitted for a horizon, a replica holds no bucket. */
final class CountedDrainLaw implements Law {
    @Override
    public LawName name() {
        return LawName.DRAIN;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        long empty = 0;
        long endedBefore = 0;
        List<String> unseen = new ArrayList<>();
        for (ReplicaEvidence replica : evidence.replicas()) {
            List<LedgerSample> readings = replica.ledgerReadings();
            if (readings.isEmpty() || readings.getLast().admitted() == 0) {
                continue;
            }
            AdmissionCounter counter = new AdmissionCounter(evidence, replica);
            boolean drained = false;
            for (int i = 0; i < readings.size(); i++) {
                if (counter.isDrainedAt(i)) {
                    drained = true;
                    if (readings.get(i).live() > 0) {
                        return left(evidence, replica, readings.get(i));
                    }
                }
            }
            if (drained) {
                empty++;
            } else if (replica.end() instanceof ReplicaEnd.StillRunning) {
                unseen.add(replica.name());
            } else {
                endedBefore++;
            }
        }
        if (!unseen.isEmpty()) {
            return LawResult.inconclusive(
                    name(),
                    String.join(", ", unseen)
                            + " went on admitting, or was not read, until less than a horizon before the end.");
        }
        if (empty == 0) {
            return LawResult.inconclusive(name(), "No replica lived until its horizon had passed.");
        }
        return LawResult.held(
                name(),
                count(empty, "replica was", "replicas were") + " empty once the horizon had passed"
                        + (endedBefore == 0 ? "" : " (" + count(endedBefore, "other", "others") + " ended before that)")
                        + ".");
    }

    private LawResult left(Evidence evidence, ReplicaEvidence replica, LedgerSample reading) {
        long at = reading.nowNanos() - evidence.phases().loadStartNanos();
        return LawResult.violated(
                name(),
                String.format(
                        "%s still held %s at %s, when it had admitted nothing for longer than a bucket can need.",
                        replica.name(), count(reading.live(), "bucket", "buckets"), duration(at)),
                new WorstCase(replica.name(), OptionalLong.empty(), at, 0, reading.live(), "live buckets"));
    }
}
