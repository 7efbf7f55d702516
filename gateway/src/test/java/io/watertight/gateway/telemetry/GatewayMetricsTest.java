package io.watertight.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.watertight.gateway.admission.LimiterModes;
import io.watertight.gateway.admission.LimiterParts;
import io.watertight.gateway.admission.Limiters;
import io.watertight.gateway.config.LimiterConfig;
import io.watertight.gateway.config.LimiterMode;
import io.watertight.gateway.config.PolicyConfig;
import io.watertight.gateway.lifecycle.Gateway;
import io.watertight.gateway.membership.Shares;
import io.watertight.gateway.redis.StoreMeter;
import io.watertight.ratelimit.BucketCap;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.Quota;
import io.watertight.ratelimit.Share;
import io.watertight.ratelimit.SubjectKey;
import io.watertight.ratelimit.SuccessiveLimiter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GatewayMetricsTest {

    @Test
    void everyMeterHasTheNameThatIsDocumented() {
        LimiterConfig local = new LimiterConfig(LimiterMode.LOCAL, 10, null, null, 0.1);
        NanoClock clock = NanoClock.system();
        LimiterModes modes = modes(clock, local);
        try (GatewayMetrics metrics = new GatewayMetrics(PooledByteBufAllocator.DEFAULT, 2);
                Shares shares = new Shares(clock, local);
                Limiters limiters = new Limiters(
                        new LimiterParts(shares.time(), shares::belowFloor, new BucketCap(10)), modes, metrics::bind)) {
            // Given one of everything
            limiters.of("default");
            metrics.configure("default", new PolicyConfig(new Quota(1, Duration.ofSeconds(2), 10), "sub", null));
            metrics.bind(modes);
            metrics.store().record(StoreMeter.Operation.CHARGE, StoreMeter.Result.GRANTED, 1);
            metrics.bindShares(shares);
            metrics.requests("/api")
                    .record(0, Outcome.PROXIED, Duration.ofMillis(1).toNanos());
            metrics.upstream("echo").onServed(1, 1);
            metrics.eventLoopDelay().accept(1);

            // When
            String scrape = metrics.scrape();

            // Then
            assertThat(scrape)
                    .contains("watertight_request_seconds_bucket{outcome=\"proxied\",route=\"/api\",le=\"0.001\"} 1")
                    .contains("watertight_limit_decisions_total{decision=\"admitted\",policy=\"default\"} 0.0")
                    .contains("watertight_limit_decisions_total{decision=\"denied\",policy=\"default\"} 0.0")
                    .contains("watertight_buckets_live{policy=\"default\"} 0.0")
                    .contains("watertight_buckets_creations_total{policy=\"default\"} 0.0")
                    .contains("watertight_buckets_expired_total{policy=\"default\"} 0.0")
                    .contains("watertight_buckets_overflowed_total{policy=\"default\"} 0.0")
                    .contains("watertight_policy_time_to_full_seconds{policy=\"default\"} 20.0")
                    .contains("watertight_policy_cleanup_cadence_seconds{policy=\"default\"} ")
                    .contains("watertight_limiter_mode{mode=\"local\"} 1.0")
                    .contains("watertight_limiter_mode{mode=\"share\"} 0.0")
                    .contains("watertight_limiter_fallback 0.0")
                    .contains("watertight_limiter_fallbacks_total 0.0")
                    .contains("watertight_limiter_store_seconds_count{operation=\"charge\",result=\"granted\"} 1")
                    .contains("watertight_members 1.0")
                    .contains("watertight_members_frozen 0.0")
                    .contains("watertight_share 1.0")
                    .contains("watertight_jwt_rejected_total{reason=\"expired\"} 0.0")
                    .contains("watertight_upstream_connections{state=\"idle\",upstream=\"echo\"} 0.0")
                    .contains("watertight_upstream_connections{state=\"open\",upstream=\"echo\"} 0.0")
                    .contains("watertight_upstream_seconds_count{result=\"ok\",upstream=\"echo\"} 1")
                    .contains("watertight_event_loop_delay_seconds_count 1")
                    .contains("jvm_memory_used_bytes")
                    .contains("process_files_open_files")
                    .contains("netty_allocator_memory_used");
        }
    }

    @Test
    void whereAShareHasNoRoomForARequestTheRoomForOneTakesLongerToEarnThanTheBurst() {
        NanoClock clock = NanoClock.system();
        LimiterConfig local = new LimiterConfig(LimiterMode.LOCAL, 10, null, null, 0.1);
        try (GatewayMetrics metrics = new GatewayMetrics(PooledByteBufAllocator.DEFAULT, 1);
                Shares shares = new Shares(clock, local);
                Limiters limiters = limiters(clock, shares, local, 10, metrics)) {
            // Given
            metrics.bindShares(shares);
            limiters.of("default");
            metrics.configure("default", new PolicyConfig(new Quota(1, Duration.ofSeconds(2), 3), "sub", null));

            // When
            shares.time().set(Share.oneOf(4));

            // Then
            assertThat(metrics.scrape()).contains("watertight_policy_time_to_full_seconds{policy=\"default\"} 8.0");
        }
    }

    @Test
    void theBooksBalanceInEveryScrapeWhileBucketsComeAndGo() throws Exception {
        NanoClock clock = NanoClock.system();
        LimiterConfig local = new LimiterConfig(LimiterMode.LOCAL, 1_000_000, null, null, 0.1);
        Quota quota = new Quota(1_000_000, Duration.ofSeconds(1), 1);
        try (GatewayMetrics metrics = new GatewayMetrics(PooledByteBufAllocator.DEFAULT, 1);
                Shares shares = new Shares(clock, local);
                Limiters limiters = limiters(clock, shares, local, 1_000_000, metrics)) {
            // Given
            SuccessiveLimiter limiter = limiters.of("default").limiter();
            AtomicBoolean over = new AtomicBoolean();
            Thread subjects = Thread.ofPlatform().start(() -> {
                for (long subject = 0; !over.get(); subject++) {
                    limiter.decide(new SubjectKey(subject, subject), quota, 1, decision -> {});
                }
            });
            try {
                for (int scrapes = 0; scrapes < 200; scrapes++) {
                    // When
                    String scrape = metrics.scrape();

                    // Then
                    assertThat(value(scrape, "watertight_buckets_creations_total"))
                            .isEqualTo(value(scrape, "watertight_buckets_expired_total")
                                    + value(scrape, "watertight_buckets_live"));
                }
            } finally {
                over.set(true);
                subjects.join();
            }
            assertThat(limiter.ledger().expired()).isPositive();
        }
    }

    private static Limiters limiters(
            NanoClock clock, Shares shares, LimiterConfig config, long maxBuckets, GatewayMetrics metrics) {
        return new Limiters(
                new LimiterParts(shares.time(), shares::belowFloor, new BucketCap(maxBuckets)),
                modes(clock, config),
                metrics::bind);
    }

    private static LimiterModes modes(NanoClock clock, LimiterConfig config) {
        return new LimiterModes(
                config,
                clock,
                Gateway.LIMITERS,
                (redis, ticking) -> {
                    throw new AssertionError("mode local has no store");
                },
                () -> Share.WHOLE);
    }

    private static double value(String scrape, String name) {
        return scrape.lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }
}
