package io.watertight.ratelimit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a remote store answers, as this process sees it: a circuit breaker, and the record of when stand-ins decided.
 * One for all limiters that use the store. Safe for use by many threads.
 */
public final class Outage {

    /*
     * NONE: no failure is remembered. Every question is asked, and an answer costs one volatile read.
     *
     * SHAKY: there was a failure, so a stand-in has decided, or may. Every question is asked; what fails is decided by the
     * stand-in. It ends when there was no failure for CALM. Until then the stand-ins keep the buckets that they began with,
     * so that a cluster which lost one of its shards lets the subjects of that shard have what they gain.
     *
     * OPEN: after TRIP failures without an answer in between no question is asked but one from time to time, so an outage
     * costs a request nothing. The first answer of any question ends this state.
     *
     * A question that the store refused because too many are under way says nothing about the store, so it does not trip
     * the breaker; but a stand-in decides it, so it begins an outage like any other failure.
     */
    private enum State {
        NONE,
        SHAKY,
        OPEN
    }

    /** Failures in a row after which the store is no longer asked. */
    static final int TRIP = 5;

    /** How long nothing may fail before the outage is over. */
    static final Duration CALM = Duration.ofSeconds(1);

    /** After how long the store is asked again; each failure doubles it. */
    static final Duration FIRST_PROBE = Duration.ofMillis(100);

    /** The longest time between two such questions. */
    static final Duration LAST_PROBE = Duration.ofSeconds(1);

    /** How many outages are remembered. */
    static final int REMEMBERED = 256;

    /**
     * A time in which stand-ins decided, or might have.
     *
     * @param fromNanos its beginning
     * @param toNanos its end; null while it lasts
     */
    public record Interval(long fromNanos, @Nullable Long toNanos) {}

    private final NanoClock clock;
    private final OutageListener listener;
    private final Deque<Interval> intervals = new ArrayDeque<>();
    private volatile State state = State.NONE;
    private long entered;
    private long beganAt;
    private long lastFailureAt;
    private boolean answeredSince;
    private int failuresInARow;
    private boolean probing;
    private long probeAt;
    private long probeInterval;

    /**
     * The store is taken to answer, until it does not.
     *
     * @param listener told of each change
     */
    public Outage(NanoClock clock, OutageListener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /** Returns whether the store is to be asked, now: if so, what becomes of it must be told here. */
    boolean mayAsk(long now) {
        return state != State.OPEN || mayProbe(now);
    }

    private synchronized boolean mayProbe(long now) {
        if (state != State.OPEN) {
            return true;
        }
        if (probing || now - probeAt < 0) {
            return false;
        }
        probing = true;
        return true;
    }

    /** Takes note that the store answered. */
    void onAnswer(long now) {
        if (state == State.NONE) {
            return;
        }
        noteAnswer();
        endIfCalm(now);
    }

    private synchronized void noteAnswer() {
        failuresInARow = 0;
        answeredSince = true;
        if (state == State.OPEN) {
            state = State.SHAKY;
            probing = false;
        }
    }

    /** Takes note that it did not. When this returns, the stand-ins are ready to decide. */
    synchronized void onFailure(RemoteFailure failure, long now) {
        endIfCalm(now);
        if (state == State.NONE) {
            listener.onBegan(failure);
            state = State.SHAKY;
            entered++;
            beganAt = now;
            failuresInARow = 0;
            intervals.addLast(new Interval(now, null));
            if (intervals.size() > REMEMBERED) {
                intervals.removeFirst();
            }
        }
        lastFailureAt = now;
        answeredSince = false;
        if (failure != RemoteFailure.OVERLOADED) {
            failuresInARow++;
        }
        if (state == State.OPEN) {
            if (probing) {
                probing = false;
                probeInterval = Math.min(2 * probeInterval, LAST_PROBE.toNanos());
                probeAt = now + probeInterval;
            }
        } else if (failuresInARow >= TRIP) {
            state = State.OPEN;
            probing = false;
            probeInterval = FIRST_PROBE.toNanos();
            probeAt = now + probeInterval;
        }
    }

    private synchronized void endIfCalm(long now) {
        if (state == State.SHAKY && answeredSince && now - lastFailureAt >= CALM.toNanos()) {
            state = State.NONE;
            intervals.removeLast();
            intervals.addLast(new Interval(beganAt, now));
            listener.onEnded(now - beganAt);
        }
    }

    /** Returns in how many nanoseconds the store will be asked again; at most 0 if it is being asked. */
    synchronized long nanosToProbe(long now) {
        return state == State.OPEN ? probeAt - now : 0;
    }

    /** Returns whether stand-ins decide, at least what the store does not answer. */
    public boolean active() {
        endIfCalm(clock.nanoTime());
        return state != State.NONE;
    }

    /** Returns how many outages there have been, one that lasts included. */
    public synchronized long entered() {
        return entered;
    }

    /** Returns the latest {@value #REMEMBERED} outages, the oldest first. */
    public List<Interval> intervals() {
        endIfCalm(clock.nanoTime());
        return copy();
    }

    private synchronized List<Interval> copy() {
        return new ArrayList<>(intervals);
    }
}
