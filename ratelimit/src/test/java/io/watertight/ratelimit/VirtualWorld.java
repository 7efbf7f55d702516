package io.watertight.ratelimit;

import java.util.Comparator;
import java.util.PriorityQueue;

/** One time for many replicas and what lies between them: things happen one after another, each at the instant it is due. */
final class VirtualWorld {

    private final ManualClock clock;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::sinceOrigin).thenComparingLong(Event::order));
    private final long origin;
    private long scheduled;

    private record Event(long sinceOrigin, long order, Runnable what) {}

    VirtualWorld(long originNanos) {
        clock = new ManualClock(originNanos);
        origin = originNanos;
    }

    NanoClock clock() {
        return clock;
    }

    long now() {
        return clock.nanoTime();
    }

    /** Has something happen so many nanoseconds from now. */
    void in(long nanos, Runnable what) {
        events.add(new Event(now() + nanos - origin, scheduled++, what));
    }

    /** Lets so many nanoseconds pass, and all happen that is due. */
    void pass(long nanos) {
        long until = now() + nanos - origin;
        while (!events.isEmpty() && events.peek().sinceOrigin() <= until) {
            Event next = events.remove();
            clock.advance(next.sinceOrigin() + origin - now());
            next.what().run();
        }
        clock.advance(until + origin - now());
    }
}
