package io.watertight.bench.jmh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.util.concurrent.RateLimiter;
import io.watertight.ratelimit.Quota;
import java.util.concurrent.TimeUnit;

/**
 * Guava's rate limiter for each subject, in a cache that forgets it after it has not been asked for long enough. It holds what it earns in a second and no more, so that where a
 * limit is never reached because of its burst, it earns that.
 */
final class GuavaContender implements Contender {

    private final double permitsPerSecond;
    private final Cache<String, RateLimiter> limiters;

    GuavaContender(Workload workload, long timeToFullNanos) {
        Quota quota = workload.quota();
        double earned = quota.permits() / (quota.period().toNanos() / 1e9);
        permitsPerSecond = quota.burst() > quota.permits() ? Math.max(earned, (double) quota.burst()) : earned;
        limiters = Caffeine.newBuilder()
                .expireAfterAccess(timeToFullNanos, TimeUnit.NANOSECONDS)
                .build();
    }

    @Override
    public boolean admits(Subjects subjects, long number) {
        return limiters.get(subjects.textOf(number), subject -> RateLimiter.create(permitsPerSecond))
                .tryAcquire();
    }

    @Override
    public void fill(Subjects subjects, long number) {
        admits(subjects, number);
    }

    @Override
    public void close() {
        limiters.invalidateAll();
    }
}
