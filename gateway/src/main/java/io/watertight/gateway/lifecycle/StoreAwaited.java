package io.watertight.gateway.lifecycle;

import io.watertight.gateway.admission.LimiterModes;
import io.watertight.gateway.admission.RemoteLimiters;
import io.watertight.ratelimit.NanoClock;
import java.util.concurrent.TimeUnit;

/**
 * Whether clients had better wait until the store of the limits, which a gateway that starts begins to connect to, is connected: what comes before is decided as in an
 * outage. That is over once it was connected, and after a while in any case, since a gateway has to come up while the store is away. Safe for use by many threads.
 */
final class StoreAwaited {

    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final NanoClock clock;
    private final LimiterModes modes;
    private final long end;
    private volatile boolean over;

    /** Begins to wait. */
    StoreAwaited(NanoClock clock, LimiterModes modes) {
        this.clock = clock;
        this.modes = modes;
        this.end = clock.nanoTime() + PATIENCE_NANOS;
    }

    boolean isAwaited() {
        if (!over) {
            RemoteLimiters remote = modes.remote();
            over = remote == null || remote.isConnected() || clock.nanoTime() - end >= 0;
        }
        return !over;
    }
}
