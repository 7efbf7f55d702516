package io.watertight.ratelimit;

import io.watertight.ratelimit.Decision.Admitted;
import io.watertight.ratelimit.Decision.Denied;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Decides by a remote store: by what is known of empty buckets without asking, by the stand-in where there is no answer.
 * It can ask for units ahead of need in the same call. Safe for use by many threads; never blocks.
 *
 * <p>What is known of a bucket counts from the instant at which the question was sent. The store decided later, so a subject
 * that is denied here would have been denied there.
 */
final class RemoteDecider {

    /** Takes the units that were charged ahead of need. */
    interface Ahead {

        /** Nothing is ever asked for ahead. */
        Ahead NONE = new Ahead() {
            @Override
            public void onGranted(
                    SubjectKey subject, Quota quota, long sentAt, long cost, long units, long room, long grant) {}

            @Override
            public void onAnswered(SubjectKey subject) {}
        };

        /**
         * A charge was made.
         *
         * @param sentAt a reading of the clock before it was
         * @param cost units that the request uses
         * @param units units charged beyond it; at least 0
         */
        void onGranted(SubjectKey subject, Quota quota, long sentAt, long cost, long units, long room, long grant);

        /** The question for units ahead has been answered, or was not asked: after {@code onGranted} if that is called. */
        void onAnswered(SubjectKey subject);
    }

    private final NanoClock clock;
    private final RemoteStore store;
    private final Outage outage;
    private final Limiter standIn;
    private final Ahead ahead;
    private final DenialMemo memo;
    private final LongAdder calls = new LongAdder();
    private final LongAdder deniedHere = new LongAdder();

    RemoteDecider(NanoClock clock, RemoteStore store, Outage outage, Limiter standIn, DenialMemo memo, Ahead ahead) {
        this.clock = clock;
        this.store = store;
        this.outage = outage;
        this.standIn = standIn;
        this.ahead = ahead;
        this.memo = memo;
    }

    /**
     * Decides on a request of a cost that the quota can hold, and asks for units ahead if there are any to ask for.
     *
     * @param now a reading of the clock, taken just before
     */
    void decide(SubjectKey subject, Quota quota, long cost, long aheadUnits, long now, DecisionListener then) {
        long interval = quota.emissionIntervalNanos();
        long excess = Gcra.excess(memo.tat(subject, now), now, cost * interval, quota.timeToFullNanos());
        if (excess > 0) {
            deniedHere.increment();
            answered(subject, aheadUnits);
            then.onDecision(new Denied(quota, now, excess));
        } else if (outage.mayAsk(now)) {
            calls.increment();
            store.charge(
                    subject,
                    interval,
                    quota.timeToFullNanos(),
                    cost,
                    cost + aheadUnits,
                    new Request(subject, quota, cost, aheadUnits, now, then));
        } else {
            answered(subject, aheadUnits);
            standIn.decide(subject, quota, cost, then);
        }
    }

    /** Asks for units ahead of need; nobody waits for the answer. */
    void refill(SubjectKey subject, Quota quota, long units, long now) {
        if (!outage.mayAsk(now)) {
            ahead.onAnswered(subject);
            return;
        }
        calls.increment();
        store.charge(
                subject,
                quota.emissionIntervalNanos(),
                quota.timeToFullNanos(),
                1,
                units,
                new Answer(subject, quota, 0, units, now));
    }

    private void answered(SubjectKey subject, long aheadUnits) {
        if (aheadUnits > 0) {
            ahead.onAnswered(subject);
        }
    }

    /** Returns how often the store was asked. */
    long calls() {
        return calls.sum();
    }

    /** Returns how many requests were denied without asking it. */
    long deniedHere() {
        return deniedHere.sum();
    }

    void quotas(Map<String, Quota> byName) {
        standIn.quotas(byName);
    }

    Ledger ledger() {
        return standIn.ledger();
    }

    long cleanupCadenceNanos() {
        return standIn.cleanupCadenceNanos();
    }

    void close() {
        standIn.close();
        store.close();
    }

    /** What an answer means for everybody but the request that asked. */
    private class Answer implements RemoteListener {

        final SubjectKey subject;
        final Quota quota;
        final long cost;
        private final long aheadUnits;
        private final long sentAt;

        Answer(SubjectKey subject, Quota quota, long cost, long aheadUnits, long sentAt) {
            this.subject = subject;
            this.quota = quota;
            this.cost = cost;
            this.aheadUnits = aheadUnits;
            this.sentAt = sentAt;
        }

        @Override
        public final void onGranted(long units, long roomNanos, long grant) {
            granted(clock.nanoTime(), units, roomNanos, grant);
        }

        void granted(long now, long units, long roomNanos, long grant) {
            outage.onAnswer(now);
            if (roomNanos < quota.emissionIntervalNanos()) {
                memo.note(subject, sentAt + quota.timeToFullNanos() - roomNanos, now);
            }
            ahead.onGranted(subject, quota, sentAt, cost, units - cost, roomNanos, grant);
            answered(subject, aheadUnits);
        }

        @Override
        public final void onDenied(long retryAfterNanos) {
            denied(clock.nanoTime(), retryAfterNanos);
        }

        void denied(long now, long retryAfterNanos) {
            outage.onAnswer(now);
            long atLeastNanos = Math.max(cost, 1) * quota.emissionIntervalNanos();
            memo.note(subject, sentAt + retryAfterNanos + quota.timeToFullNanos() - atLeastNanos, now);
            answered(subject, aheadUnits);
        }

        @Override
        public void onUnavailable(RemoteFailure failure) {
            outage.onFailure(failure, clock.nanoTime());
            answered(subject, aheadUnits);
        }
    }

    /** A request that waits for the answer. */
    private final class Request extends Answer {

        private final DecisionListener then;

        Request(SubjectKey subject, Quota quota, long cost, long aheadUnits, long sentAt, DecisionListener then) {
            super(subject, quota, cost, aheadUnits, sentAt);
            this.then = then;
        }

        /** The decision is dated before the books tell of it. */
        @Override
        void granted(long now, long units, long roomNanos, long grant) {
            super.granted(now, units, roomNanos, grant);
            long left = roomNanos + (units - cost) * quota.emissionIntervalNanos();
            then.onDecision(admitted(quota, now, left));
        }

        @Override
        void denied(long now, long retryAfterNanos) {
            super.denied(now, retryAfterNanos);
            then.onDecision(new Denied(quota, now, Math.max(retryAfterNanos, 1)));
        }

        @Override
        public void onUnavailable(RemoteFailure failure) {
            super.onUnavailable(failure);
            standIn.decide(subject, quota, cost, then);
        }
    }

    /** Returns the admission after which so much is left, as far as is known here. */
    static Admitted admitted(Quota quota, long now, long roomNanos) {
        long interval = quota.emissionIntervalNanos();
        long remaining = Math.min(roomNanos / interval, quota.burst() - 1);
        return new Admitted(quota, now, remaining, interval - roomNanos % interval);
    }
}
