package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;
import static io.watertight.bench.text.Quantities.perSecond;
import static io.watertight.bench.text.Quantities.percent;

import java.util.ArrayList;
import java.util.List;

/**
 * Could the run have shown a fault, had there been one? Each rule that says no gives a reason, and a single reason makes a
 * verdict inconclusive that would otherwise be that all laws held. Stateless.
 */
final class Validity {
    /** More than this part of the load without the store, unasked, and it is not the store that was on trial. */
    private static final double MOST_UNEXPLAINED = 0.1;

    private Validity() {}

    /** The reasons why the run proves nothing, as sentences; empty if there are none. */
    static List<String> objections(Evidence evidence) {
        List<String> objections = new ArrayList<>();
        load(evidence, objections);
        decisions(evidence, objections);
        if (evidence.ledgerExposed()) {
            ledgers(evidence, objections);
        }
        if (evidence.mode().mode().usesStore()) {
            store(evidence, objections);
        }
        length(evidence, objections);
        return List.copyOf(objections);
    }

    private static void load(Evidence evidence, List<String> objections) {
        LoadSummary load = evidence.load();
        Tolerances tolerances = evidence.tolerances();
        if (!load.invalidBecause().isEmpty()) {
            objections.addAll(load.invalidBecause());
            return;
        }
        // whom no connection could be made to is no fault of the generator's; the law of what was dropped judges that
        long refused = evidence.failures().stream()
                .filter(failure -> !failure.wasSent())
                .count();
        if (load.dropped() > refused) {
            objections.add("The generator dropped " + count(load.dropped() - refused) + " of " + count(load.intended())
                    + " requests that the schedule held.");
        }
        if (load.achievedPerSecond() < load.intendedPerSecond() * tolerances.minRateShare()) {
            objections.add("The rate achieved, " + perSecond(load.achievedPerSecond()) + ", is below "
                    + percent(tolerances.minRateShare()) + " of the " + perSecond(load.intendedPerSecond())
                    + " intended.");
        }
    }

    private static void decisions(Evidence evidence, List<String> objections) {
        if (evidence.admitted() == 0) {
            objections.add("No request was admitted.");
        }
        if (evidence.denied() == 0 && !evidence.load().mayLeaveUnshown().containsKey(LawName.ADMISSION)) {
            objections.add("No request was denied: a limit that never rejects shows nothing about limits.");
        }
        SubjectIndex known = new SubjectIndex();
        for (ReplicaEvidence replica : evidence.replicas()) {
            for (int s = 0; s < replica.timelines().subjects(); s++) {
                known.numberOf(replica.timelines().subject(s));
            }
        }
        evidence.failures().stream().filter(Failure::wasSent).forEach(failure -> known.numberOf(failure.subject()));
        if (known.size() != evidence.load().distinctSubjects()) {
            objections.add("The generator sent " + count(evidence.load().distinctSubjects())
                    + " distinct subjects, the evidence knows " + count(known.size()) + ".");
        }
    }

    private static void ledgers(Evidence evidence, List<String> objections) {
        int least = evidence.tolerances().minSamples();
        long readings = 0;
        for (ReplicaEvidence replica : evidence.replicas()) {
            readings += replica.ledgerReadings().size();
            if (!replica.ledgerReadings().stream().allMatch(LedgerSample::clockAgrees)) {
                objections.add(
                        replica.name() + "'s clock is not the generator's: a ledger was dated outside the time in"
                                + " which it was read.");
            }
        }
        if (readings < least) {
            objections.add("Only " + count(readings, "ledger sample", "ledger samples") + ", at least " + least
                    + " are needed.");
        }
    }

    private static void store(Evidence evidence, List<String> objections) {
        int least = evidence.tolerances().minSamples();
        long samples = evidence.storeSamples().size();
        if (samples < least) {
            objections.add("Only " + count(samples, "sample", "samples") + " of the store's buckets, at least " + least
                    + " are needed.");
        }
        if (evidence.storeSamples().stream().allMatch(sample -> sample.buckets() == 0)) {
            objections.add("No bucket was ever seen in the store.");
        }
        double away = unexplained(evidence);
        if (away > MOST_UNEXPLAINED) {
            objections.add("The replicas decided without the store for " + percent(away)
                    + " of the load although nobody had taken it away.");
        }
        for (RunEvent event : evidence.events()) {
            if (event.takesStoreAway() && evidence.replicas().stream().noneMatch(replica -> noticed(replica, event))) {
                objections.add("No replica says that it noticed " + event.what() + ".");
            }
        }
    }

    /** The part of the load, of the replica for which it is the largest, in which it did without the store for no known reason. */
    private static double unexplained(Evidence evidence) {
        long from = evidence.phases().warmUpEndNanos();
        long to = evidence.phases().loadEndNanos();
        return evidence.replicas().stream()
                .mapToDouble(replica -> replica.account().fallbacks().stream()
                                .filter(span -> evidence.events().stream()
                                        .noneMatch(event -> event.concernsStore()
                                                && span.touches(
                                                        event.span().fromNanos(),
                                                        event.span().toNanos())))
                                .mapToLong(span ->
                                        Math.max(0, Math.min(span.toNanos(), to) - Math.max(span.fromNanos(), from)))
                                .sum()
                        / (double) Math.max(1, to - from))
                .max()
                .orElse(0);
    }

    private static boolean noticed(ReplicaEvidence replica, RunEvent event) {
        return replica.account().fallbacks().stream()
                .anyMatch(span ->
                        span.touches(event.span().fromNanos(), event.span().toNanos()));
    }

    private static void length(Evidence evidence, List<String> objections) {
        long horizon = evidence.replicas().stream()
                .mapToLong(evidence::horizonNanos)
                .max()
                .orElse(0);
        long needed = horizon * evidence.tolerances().minHorizons();
        long lasted = evidence.phases().loadEndNanos() - evidence.phases().warmUpEndNanos();
        if (lasted < needed) {
            objections.add("The load lasted " + duration(lasted) + " after warm-up, "
                    + evidence.tolerances().minHorizons() + " horizons (D + delta = " + duration(horizon) + ") need "
                    + duration(needed) + ".");
        }
    }
}
