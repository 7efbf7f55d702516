package io.watertight.bench.k6;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Places instants of the wall clock, which is all that a script can read and only in milliseconds, on the monotonic clock
 * ({@link System#nanoTime}) of the same host. Both go at the same speed; how far they are apart is measured at the start and
 * looked at again as often as {@link #check} is called, and a wall clock that was set meanwhile is told. Thread-safe.
 */
final class WallClock {
    /** Shifts up to this are not told, but allowed for. */
    private static final long TOLERANCE_NANOS = 1_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int READINGS = 50;

    private final LongSupplier wallNanos;
    private final LongSupplier monotonicNanos;
    private final Offset start;
    private long worstShiftNanos;

    /** Wall clock less monotonic clock, and how much it may be off. */
    private record Offset(long nanos, long uncertaintyNanos) {}

    WallClock(LongSupplier wallNanos, LongSupplier monotonicNanos) {
        this.wallNanos = wallNanos;
        this.monotonicNanos = monotonicNanos;
        this.start = measure();
    }

    /** This host's. */
    static WallClock system() {
        Clock wall = Clock.systemUTC();
        return new WallClock(
                () -> {
                    Instant now = wall.instant();
                    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
                },
                System::nanoTime);
    }

    /** The earliest instant at which the wall clock can have shown that. */
    long earliestNanos(long epochMillis) {
        return epochMillis * NANOS_PER_MILLI - start.nanos() - margin();
    }

    /** The latest instant at which the wall clock can have shown that. */
    long latestNanos(long epochMillis) {
        return (epochMillis + 1) * NANOS_PER_MILLI - start.nanos() + margin();
    }

    private long margin() {
        return start.uncertaintyNanos() + TOLERANCE_NANOS;
    }

    /** Looks whether the clocks are as far apart as they were. */
    synchronized void check() {
        Offset now = measure();
        long apart = Math.abs(now.nanos() - start.nanos()) - now.uncertaintyNanos();
        worstShiftNanos = Math.max(worstShiftNanos, apart);
    }

    /** What is wrong with the instants so far, as a sentence without a full stop; empty where nothing is. */
    synchronized Optional<String> objection() {
        return worstShiftNanos <= TOLERANCE_NANOS
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the wall clock was set by %.1f ms meanwhile, and k6 knows no other",
                        worstShiftNanos / 1e6));
    }

    /** The best of some readings: the wall clock is read between two of the monotonic one. */
    private Offset measure() {
        Offset best = new Offset(0, Long.MAX_VALUE);
        for (int i = 0; i < READINGS; i++) {
            long before = monotonicNanos.getAsLong();
            long wall = wallNanos.getAsLong();
            long after = monotonicNanos.getAsLong();
            long half = (after - before) / 2;
            if (half < best.uncertaintyNanos()) {
                best = new Offset(wall - (before + half), half + 1);
            }
        }
        return best;
    }
}
