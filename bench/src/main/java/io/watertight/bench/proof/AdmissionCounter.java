package io.watertight.bench.proof;

import java.util.List;

/**
 * How many buckets a replica may hold by its own count of what it has admitted, where nobody saw the requests: {@code live(t) <=
 * admitted(t) - admitted(t - D - delta)}, since each bucket was admitted to within the horizon, and a request makes at most one.
 * That is above the bound by distinct subjects where subjects return, and equal to it where they do not. A count is known to
 * have been true at some instant between the request for the ledger and its answer, and is used as the later or the earlier,
 * whichever clears the replica. Immutable.
 */
final class AdmissionCounter {
    /** Decisions that may be between their bucket and their count at one time: one for each event loop, and few have more. */
    private static final long UNDER_WAY = 128;

    private final List<LedgerSample> readings;
    private final LimiterMode mode;
    private final boolean hasShares;
    private final VirtualClock clock;
    private final LimitUnderTest limit;
    private final long lingerNanos;

    AdmissionCounter(Evidence evidence, ReplicaEvidence replica) {
        this.readings = replica.ledgerReadings();
        this.mode = evidence.mode().mode();
        this.limit = evidence.limit();
        this.lingerNanos = evidence.lingerNanos(replica);
        this.hasShares = !replica.account().shares().isEmpty();
        this.clock = new VirtualClock(replica.account().shares(), limit.timeToFullNanos());
    }

    /** The most buckets that a reading may show. */
    long atMost(int reading) {
        return admittedUntil(reading) - admittedAndGone(reading);
    }

    /** Whether nothing was admitted any more for so long that every bucket has to be gone. */
    boolean isDrainedAt(int reading) {
        long all = readings.getLast().admitted();
        return all > 0 && admittedAndGone(reading) == all;
    }

    /** What may have a bucket by then. A store's lease is there before the decision that it came with: the next reading counts that. */
    private long admittedUntil(int reading) {
        return mode.usesStore()
                ? readings.get(Math.min(reading + 1, readings.size() - 1)).admitted()
                : readings.get(reading).admitted() + UNDER_WAY;
    }

    /** What was admitted so long ago that its buckets are full and removed. */
    private long admittedAndGone(int reading) {
        long now = readings.get(reading).askedNanos();
        for (int i = reading; i >= 0; i--) {
            if (goneBy(readings.get(i).answeredNanos()) <= now) {
                return readings.get(i).admitted();
            }
        }
        return 0;
    }

    /** By when the bucket of whatever was admitted until an instant is gone. A share that shrinks and grows can put that off. */
    private long goneBy(long admittedNanos) {
        if (mode != LimiterMode.SHARE || !hasShares) {
            return admittedNanos + limit.timeToFullNanos() + lingerNanos;
        }
        double latestTat =
                Math.max(clock.earnedAt(admittedNanos), clock.at(admittedNanos) + limit.emissionIntervalNanos());
        long full = clock.reaches(latestTat, admittedNanos);
        return full == Span.UNENDED ? full : full + lingerNanos;
    }
}
