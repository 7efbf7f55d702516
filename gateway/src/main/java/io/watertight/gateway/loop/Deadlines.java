package io.watertight.gateway.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deadlines of one event loop's connections, looked through at every tick. A timer task per request would cost an allocation and a heap operation each;
 * here setting a deadline is one store, and a tick costs one comparison per connection. Accurate to one tick.
 */
public final class Deadlines {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    /** No deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The one deadline of one connection. Confined to the event loop. */
    public final class Deadline {
        private final Runnable action;
        private int slot;
        private long nanos = NEVER;

        private Deadline(Runnable action, int slot) {
            this.action = action;
            this.slot = slot;
        }

        /** Replaces the deadline: {@code action} runs at the first tick at or after {@code nanos} of the loop's clock; {@link #NEVER} for none. */
        public void set(long nanos) {
            this.nanos = nanos;
        }

        /** Ends the use of this deadline. Idempotent. */
        public void remove() {
            if (slot >= 0) {
                Deadline last = deadlines[--count];
                deadlines[count] = null;
                if (last != null && last != this) {
                    deadlines[slot] = last;
                    last.slot = slot;
                }
                slot = -1;
                nanos = NEVER;
            }
        }
    }

    private @Nullable Deadline[] deadlines = new Deadline[64];
    private int count;

    /** A new deadline, not set. {@code action} runs on the event loop. */
    public Deadline add(Runnable action) {
        if (count == deadlines.length) {
            deadlines = Arrays.copyOf(deadlines, count * 2);
        }
        Deadline deadline = new Deadline(action, count);
        deadlines[count++] = deadline;
        return deadline;
    }

    /** Runs the action of each deadline that has passed, once. Actions may set and remove deadlines. One that fails runs again the next time. */
    public void runPassed(long nowNanos) {
        Throwable failure = null;
        for (int i = count - 1; i >= 0; i--) {
            Deadline deadline = i < count ? deadlines[i] : null;
            if (deadline != null && deadline.nanos != NEVER && deadline.nanos - nowNanos <= 0) {
                deadline.nanos = NEVER;
                Throwable thrown = run(deadline, nowNanos);
                failure = thrown == null ? failure : thrown;
            }
        }
        if (failure != null) {
            LOG.atError()
                    .setMessage("deadlines not kept yet because of an error of our own")
                    .setCause(failure)
                    .log();
        }
    }

    /** Where there is no memory, for one, all others still have their deadlines, and this one is not to be left without. */
    private static @Nullable Throwable run(Deadline deadline, long nowNanos) {
        try {
            deadline.action.run();
            return null;
        } catch (Throwable t) {
            if (deadline.slot >= 0) {
                deadline.nanos = nowNanos;
            }
            return t;
        }
    }
}
