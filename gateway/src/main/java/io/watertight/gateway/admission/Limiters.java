package io.watertight.gateway.admission;

import io.watertight.gateway.config.LimiterConfig;
import io.watertight.ratelimit.BucketCap;
import io.watertight.ratelimit.SubjectHasher;
import io.watertight.ratelimit.SuccessiveLimiter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;

/** The limiters of all policies that this process has known. Safe for use by any thread. */
public final class Limiters implements AutoCloseable {

    private final LimiterParts parts;
    private final LimiterModes modes;
    private final BiConsumer<String, PolicyLimiter> onCreated;
    private final Map<String, PolicyLimiter> byPolicy = new ConcurrentSkipListMap<>();

    /**
     * Without any limiter yet.
     *
     * @param modes makes limiters; closed with these
     * @param onCreated told of each limiter once, when it is made: the place to register meters
     */
    public Limiters(LimiterParts parts, LimiterModes modes, BiConsumer<String, PolicyLimiter> onCreated) {
        this.parts = parts;
        this.modes = modes;
        this.onCreated = onCreated;
    }

    /** The limiter of that policy, made at the first call. */
    public synchronized PolicyLimiter of(String policy) {
        PolicyLimiter known = byPolicy.get(policy);
        if (known != null) {
            return known;
        }
        PolicyLimiter made = new PolicyLimiter(new SuccessiveLimiter(parts.clock(), modes.create(policy, parts)));
        byPolicy.put(policy, made);
        onCreated.accept(policy, made);
        return made;
    }

    /** All limiters by policy, also of policies that a reload has removed: their buckets are still to be accounted for. */
    public Map<String, PolicyLimiter> all() {
        return byPolicy;
    }

    /** What subjects are hashed with in the mode in force. */
    public SubjectHasher hasher() {
        return modes.hasher();
    }

    /** The mode in force, and what goes with it. */
    public LimiterModes modes() {
        return modes;
    }

    /**
     * Puts another configuration in force. Each policy keeps what its subjects have used, or the log says that it is lost.
     *
     * @param longest after so long nothing counts any more that was used under the one before
     * @throws IllegalArgumentException if it cannot be put in force; the one before stays
     */
    public synchronized void change(LimiterConfig next, Duration longest) {
        modes.change(
                next,
                longest.toNanos(),
                stillCounts -> byPolicy.forEach(
                        (policy, limiter) -> limiter.limiter().replace(modes.create(policy, parts), stillCounts)));
    }

    public BucketCap cap() {
        return parts.cap();
    }

    @Override
    public void close() {
        byPolicy.values().forEach(limiter -> limiter.limiter().close());
        modes.close();
    }
}
