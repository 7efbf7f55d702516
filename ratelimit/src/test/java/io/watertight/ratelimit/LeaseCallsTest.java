package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.watertight.ratelimit.Decision.Admitted;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often a lease asks the store: one subject on one replica, requests at random (Poisson) at a rate below its limit, a store
 * that answers within a millisecond. In virtual time; prints what it finds.
 */
class LeaseCallsTest {

    private static final Quota QUOTA = new Quota(2_000, Duration.ofSeconds(1), 2_000);
    private static final double SLACK = 0.1;
    private static final int REQUESTS = 20_000;
    private static final long MILLI = 1_000_000;

    @ParameterizedTest
    @CsvSource({"1, 1.00", "10, 1.00", "100, 0.35", "1000, 0.03"})
    void theMoreASubjectComesTheLessIsAsked(double perSecond, double atMost) {
        // Given
        VirtualWorld world = new VirtualWorld(0);
        SplittableRandom random = new SplittableRandom(7);
        Outage outage = new Outage(world.clock(), Silent.LISTENER);
        ModelLink link = new ModelLink(world, new ModelStore(world.clock()), random.split(), 20 * MILLI, MILLI / 2, 0);
        LeaseLimiter limiter = new LeaseLimiter(
                world.clock(),
                link,
                outage,
                new ClosedLimiter(world.clock(), outage),
                SLACK,
                account -> new LeaseTable(
                        world.clock(), new BucketCap(10), account, Runnable::run, Scheduler.disabledScheduler()),
                new DenialMemo(world.now(), 64));
        SubjectKey subject = new SubjectKey(1, 2);
        long waited = 0;
        long[] admitted = new long[1];
        // When
        for (int i = 0; i < REQUESTS; i++) {
            Answer answer = new Answer();
            limiter.decide(subject, QUOTA, 1, decision -> {
                answer.onDecision(decision);
                admitted[0] += decision instanceof Admitted ? 1 : 0;
            });
            waited += answer.hasCome() ? 0 : 1;
            world.pass((long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9));
        }
        world.pass(20 * MILLI);
        // Then
        double calls = (double) limiter.remoteCalls() / REQUESTS;
        System.out.printf(
                "lease: %.0f requests/s: %.3f calls a request, %.1f %% of requests waited, %.3f units a request died%n",
                perSecond, calls, 100.0 * waited / REQUESTS, (double) limiter.lost() / REQUESTS);
        assertThat(admitted[0]).isEqualTo(REQUESTS);
        assertThat(calls).isBetween(atMost / 3, atMost * 1.1);
    }
}
