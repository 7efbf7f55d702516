package io.watertight.bench.jmh;

import io.watertight.ratelimit.Quota;
import java.time.Duration;

/**
 * What the limit does to the requests of a benchmark.
 *
 * @param quota the limit
 * @param fill how many permits to take from a bucket so that it stays for as long as a benchmark needs it
 */
record Workload(Quota quota, long fill) {

    /** A limit that is never reached. */
    static final Workload ADMITTED =
            new Workload(new Quota(1_000_000, Duration.ofSeconds(1), 1_000_000_000_000L), 3_600_000_000L);

    /** A limit of one request that has been made. */
    static final Workload DENIED = new Workload(new Quota(1, Duration.ofHours(1), 1), 1);

    /** Each request is the first of its subject; a tenth of a second later the bucket is full again. */
    static final Workload EXPIRING = new Workload(new Quota(10, Duration.ofSeconds(1), 10), 1);

    /** A limit that is never reached, and whose buckets are full again when the next request comes. */
    static final Workload FAR_BELOW = new Workload(new Quota(1_000_000, Duration.ofSeconds(1), 1_000_000), 1);
}
