package io.watertight.gateway.admission;

import io.watertight.ratelimit.BelowFloor;
import io.watertight.ratelimit.BucketCap;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.VirtualTime;
import java.util.function.Supplier;

/**
 * What the limiters of a process have in common.
 *
 * @param time what this replica's share of the limits makes of real time
 * @param belowFloor what becomes of requests that a share of the burst has no room for, as configured now
 * @param cap what the limiters of all policies may hold together
 */
public record LimiterParts(VirtualTime time, Supplier<BelowFloor> belowFloor, BucketCap cap) {

    /** The clock of the process. */
    public NanoClock clock() {
        return time.clock();
    }
}
