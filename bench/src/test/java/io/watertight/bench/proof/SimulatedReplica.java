package io.watertight.bench.proof;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;

/**
 * A replica of a reference gateway in virtual time: GCRA over a map, a cleanup that ticks at a fixed cadence, a ledger and
 * a memory model. It can be given one {@link Fault}.
 */
final class SimulatedReplica {
    /** Delta; the ticks are half as far apart, so that the promise is kept with room for a late one. */
    static final long CLEANUP_CADENCE_NANOS = 500_000_000;

    private static final long TICK_NANOS = CLEANUP_CADENCE_NANOS / 2;
    /** A store must not forget a bucket that a decision with an older reading of the clock may still need. */
    private static final long STALE_READING_NANOS = 20_000_000;

    private static final long WIPE_AT_NANOS = 10_000_000_000L;

    private final LimitUnderTest limit;
    private final Fault fault;
    private final Random noise;
    private final Map<Long, Long> tats = new HashMap<>();
    private long nextTickNanos;
    private long lastRequestNanos;
    private long ticks;
    private long created;
    private long expired;
    private long admitted;
    private long denied;
    private boolean faultDone;

    SimulatedReplica(LimitUnderTest limit, Fault fault, long startNanos, Random noise) {
        this.limit = limit;
        this.fault = fault;
        this.noise = noise;
        this.nextTickNanos = startNanos + TICK_NANOS;
        this.lastRequestNanos = startNanos;
    }

    /** Decides a request that read the clock at {@code decidedAt} and reaches its bucket at {@code chargedAt}. */
    boolean decide(long subject, long decidedAt, long chargedAt) {
        advanceTo(chargedAt);
        lastRequestNanos = chargedAt;
        long interval = limit.emissionIntervalNanos();
        long tolerated = fault == Fault.ADMITS_ONE_TOO_MANY ? interval : 0;
        Long tat = tats.get(subject);
        long after = Math.max(tat == null ? decidedAt : tat, decidedAt) + interval;
        if (after > decidedAt + limit.timeToFullNanos() + tolerated) {
            denied++;
            if (fault == Fault.LEDGER_COUNTS_A_DENIAL_TWICE && !faultDone) {
                faultDone = true;
                denied++;
            }
            if (fault == Fault.CHARGES_DENIED_REQUESTS) {
                tats.put(subject, Math.min(after, decidedAt + limit.timeToFullNanos()));
            }
            return false;
        }
        admitted++;
        created += tat == null ? 1 : 0;
        tats.put(subject, after);
        return true;
    }

    LedgerSample ledger(long nowNanos) {
        advanceTo(nowNanos);
        return new LedgerSample(
                nowNanos - 300_000,
                nowNanos,
                nowNanos + 200_000,
                created,
                expired,
                0,
                tats.size(),
                admitted,
                denied,
                CLEANUP_CADENCE_NANOS);
    }

    ProcessSample process(long nowNanos) {
        advanceTo(nowNanos);
        long answers = admitted + denied;
        long heap = 20_000_000
                + 130L * tats.size()
                + (long) (noise.nextGaussian() * 60_000)
                + (fault == Fault.RETAINS_RESPONSES ? 1_000 * answers : 0);
        return new ProcessSample(
                nowNanos,
                heap,
                4_000_000 + noise.nextInt(100_000) + (fault == Fault.KEEPS_DIRECT_BUFFERS ? 4_096 * answers : 0),
                150 + noise.nextInt(4) + (fault == Fault.KEEPS_SOCKETS ? answers / 20 : 0),
                18 + noise.nextInt(2) + (fault == Fault.KEEPS_THREADS ? answers / 200 : 0),
                120_000_000,
                answers * 20_000);
    }

    private void advanceTo(long nowNanos) {
        while (nextTickNanos <= nowNanos) {
            tick(nextTickNanos);
            nextTickNanos += TICK_NANOS;
        }
    }

    private void tick(long nowNanos) {
        ticks++;
        if (fault == Fault.WIPES_LIVE_BUCKETS_ONCE && !faultDone && nowNanos >= WIPE_AT_NANOS) {
            faultDone = true;
            expired += tats.size();
            tats.clear();
        }
        boolean idle = nowNanos - lastRequestNanos > TICK_NANOS;
        if ((fault == Fault.CLEANUP_STOPS_AFTER_FIRST_TICK && ticks > 1)
                || (fault == Fault.CLEANUP_NEEDS_TRAFFIC && idle)) {
            return;
        }
        long early = fault == Fault.REMOVES_BUCKETS_BEFORE_THEY_ARE_FULL ? limit.timeToFullNanos() / 2 : 0;
        for (Iterator<Long> it = tats.values().iterator(); it.hasNext(); ) {
            if (it.next() <= nowNanos - STALE_READING_NANOS + early) {
                it.remove();
                if (fault == Fault.LEDGER_FORGETS_AN_EXPIRY && !faultDone) {
                    faultDone = true;
                } else {
                    expired++;
                }
            }
        }
    }
}
