package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;

import java.util.List;
import java.util.Optional;

/**
 * Checks the books of one replica incarnation against themselves and against what the generator saw. Requests whose
 * decision nobody knows may be in the books or not. Immutable.
 */
final class LedgerAudit {
    private final DecisionTotals seen;
    private final long doubts;
    private final List<LedgerSample> readings;
    private final LedgerSample last;
    private final boolean killed;
    private final boolean bucketForEachSubject;

    /**
     * Only for a replica with at least one reading.
     *
     * @param bucketForEachSubject whether the replica makes a bucket for each subject that it admits, as it does unless a
     *     store elsewhere has it
     */
    LedgerAudit(ReplicaEvidence replica, boolean bucketForEachSubject) {
        this.seen = replica.totals();
        this.doubts = replica.doubts().count();
        this.readings = replica.ledgerReadings();
        this.last = readings.getLast();
        this.bucketForEachSubject = bucketForEachSubject;
        this.killed = replica.end() instanceof ReplicaEnd.Killed;
    }

    /** The last reading. */
    LedgerSample last() {
        return last;
    }

    /** Whether the last reading came after the last decision, so that nothing is missing from it. */
    boolean settled() {
        return seen.decisions() == 0 || last.askedNanos() > seen.lastDecisionNanos();
    }

    /** Whether a last reading could have been taken, and was not. */
    boolean settlementMissing() {
        return !settled() && !killed;
    }

    /** Decisions that no reading accounts for; above 0 only for a replica that was killed. */
    long unaccounted() {
        return Math.max(0, seen.decisions() - last.admitted() - last.denied());
    }

    /** The first thing that is wrong with the books, as a clause without a full stop. */
    Optional<String> firstFault() {
        LedgerSample before = null;
        for (LedgerSample reading : readings) {
            Optional<String> fault = faultOf(reading);
            if (fault.isEmpty() && before != null && goesBack(before, reading)) {
                fault = Optional.of("a counter went back between " + words(before) + " and " + words(reading));
            }
            if (fault.isPresent()) {
                return fault;
            }
            before = reading;
        }
        return settled() ? faultOfSettlement() : faultOfMissing();
    }

    /** What clients had been told of before a reading was asked for, it has to count, whatever became of the replica afterwards. */
    private Optional<String> faultOfMissing() {
        for (LedgerSample reading : readings) {
            long admitted = seen.admissionsAnsweredBefore(reading.askedNanos());
            long denied = seen.denialsAnsweredBefore(reading.askedNanos());
            if (reading.admitted() < admitted || reading.denied() < denied) {
                return Optional.of("counts " + count(reading.admitted()) + " admitted and " + count(reading.denied())
                        + " denied when clients had been told of " + count(admitted) + " and " + count(denied));
            }
        }
        return Optional.empty();
    }

    private Optional<String> faultOf(LedgerSample reading) {
        if (!reading.balances()) {
            return Optional.of("created " + count(reading.created()) + " is not live " + count(reading.live())
                    + " + expired " + count(reading.expired()));
        }
        long admitted = seen.admittedUntil(reading.answeredNanos()) + doubts;
        if (reading.admitted() > admitted) {
            return Optional.of("counts " + count(reading.admitted()) + " admitted, but only " + count(admitted)
                    + " can have been");
        }
        if (reading.created() > admitted) {
            return Optional.of("counts " + count(reading.created()) + " buckets created by at most " + count(admitted)
                    + " admitted requests");
        }
        return Optional.empty();
    }

    private Optional<String> faultOfSettlement() {
        if (outside(last.admitted(), seen.admitted())) {
            return Optional.of(
                    "counts " + count(last.admitted()) + " admitted, the generator saw " + count(seen.admitted()));
        }
        if (outside(last.denied(), seen.denied())) {
            return Optional.of("counts " + count(last.denied()) + " denied, the generator saw " + count(seen.denied()));
        }
        if (bucketForEachSubject && last.created() + last.overflowed() < seen.subjectsAdmitted()) {
            return Optional.of("counts " + count(last.created()) + " buckets created for "
                    + count(seen.subjectsAdmitted()) + " distinct subjects admitted");
        }
        return Optional.empty();
    }

    private boolean outside(long counted, long known) {
        return counted < known || counted > known + doubts;
    }

    static boolean goesBack(LedgerSample before, LedgerSample after) {
        return after.created() < before.created()
                || after.expired() < before.expired()
                || after.overflowed() < before.overflowed()
                || after.admitted() < before.admitted()
                || after.denied() < before.denied();
    }

    static String words(LedgerSample reading) {
        return String.format(
                "(created %s, expired %s, overflowed %s, admitted %s, denied %s)",
                count(reading.created()),
                count(reading.expired()),
                count(reading.overflowed()),
                count(reading.admitted()),
                count(reading.denied()));
    }
}
