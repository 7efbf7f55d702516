package io.watertight.bench.jmh;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.watertight.ratelimit.Quota;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Resilience4j's rate limiter for each subject, in a map. Its periods are fixed windows, and its permits are ints. */
final class Resilience4jContender implements Contender {

    private final RateLimiterConfig config;
    private final ConcurrentMap<String, RateLimiter> limiters = new ConcurrentHashMap<>();

    Resilience4jContender(Workload workload) {
        Quota quota = workload.quota();
        config = RateLimiterConfig.custom()
                .limitForPeriod((int) Math.min(quota.burst(), Integer.MAX_VALUE))
                .limitRefreshPeriod(quota.period())
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    @Override
    public boolean admits(Subjects subjects, long number) {
        return limiter(subjects.textOf(number)).acquirePermission();
    }

    private RateLimiter limiter(String subject) {
        // most have one, which the map gives without a lock only when it is asked like this
        RateLimiter found = limiters.get(subject);
        return found != null ? found : limiters.computeIfAbsent(subject, absent -> RateLimiter.of(absent, config));
    }

    @Override
    public void fill(Subjects subjects, long number) {
        admits(subjects, number);
    }

    @Override
    public void close() {
        limiters.clear();
    }
}
