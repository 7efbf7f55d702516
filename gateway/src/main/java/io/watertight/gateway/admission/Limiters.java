package io.watertight.gateway.admission;

import io.watertight.ratelimit.BucketCap;
import io.watertight.ratelimit.SubjectHasher;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;

/** The limiters of all policies that this process has known. Safe for use by any thread. */
public final class Limiters implements AutoCloseable {

    private final LimiterParts parts;
    private final LimiterFactory factory;
    private final BiConsumer<String, PolicyLimiter> onCreated;
    private final SubjectHasher hasher = SubjectHasher.withRandomSecret();
    private final Map<String, PolicyLimiter> byPolicy = new ConcurrentSkipListMap<>();

    /**
     * Without any limiter yet.
     *
     * @param onCreated told of each limiter once, when it is made: the place to register meters
     */
    public Limiters(LimiterParts parts, LimiterFactory factory, BiConsumer<String, PolicyLimiter> onCreated) {
        this.parts = parts;
        this.factory = factory;
        this.onCreated = onCreated;
    }

    /** The limiter of that policy, made at the first call. */
    public synchronized PolicyLimiter of(String policy) {
        PolicyLimiter known = byPolicy.get(policy);
        if (known != null) {
            return known;
        }
        PolicyLimiter made = new PolicyLimiter(factory.create(policy, parts));
        byPolicy.put(policy, made);
        onCreated.accept(policy, made);
        return made;
    }

    /** All limiters by policy, also of policies that a reload has removed: their buckets are still to be accounted for. */
    public Map<String, PolicyLimiter> all() {
        return byPolicy;
    }

    public SubjectHasher hasher() {
        return hasher;
    }

    public BucketCap cap() {
        return parts.cap();
    }

    @Override
    public void close() {
        byPolicy.values().forEach(limiter -> limiter.limiter().close());
    }
}
