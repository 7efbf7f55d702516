package io.watertight.gateway.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for a condition, and fails where it does not come about in time: sooner than any socket of a test gives up. */
final class Await {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(6);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int STEADY_POLLS = 40;

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Waits until a value no longer changes: whoever changes it is held up. */
    static long steady(String what, LongSupplier value) {
        long[] last = {value.getAsLong(), 0};
        until(what + " is steady", () -> {
            long now = value.getAsLong();
            last[1] = now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] == STEADY_POLLS;
        });
        return last[0];
    }
}
