package io.watertight.bench.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.ratelimit.BucketStore;
import io.watertight.ratelimit.SubjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ControlStoreTest {

    private static final long COST = 1_000;
    private static final long CAPACITY = 5_000;

    /** A trace on one subject, and an exact limiter beside it. */
    private static List<Long> disagreements(Fault fault, long seed) {
        AtomicLong clock = new AtomicLong(1_000_000);
        List<Long> wrong = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        long tat = 0;
        try (BucketStore store = new ControlStore(fault, clock::get)) {
            for (int i = 0; i < 20_000; i++) {
                long now = clock.addAndGet(random.nextLong(0, 2 * COST));
                long exact = Math.max(tat, now) + COST - (now + CAPACITY);
                if (exact <= 0) {
                    tat = Math.max(tat, now) + COST;
                }
                if (store.charge(new SubjectKey(7, 7), now, COST, CAPACITY) != exact) {
                    wrong.add(now);
                }
            }
        }
        return wrong;
    }

    @Test
    void withoutAFaultItDecidesAsAnExactLimiterDoes() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(disagreements(Fault.NONE, seed)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void aDenialThatExtendsDecidesOtherwise() {
        assertThat(disagreements(Fault.DENIAL_EXTENDS, 1)).isNotEmpty();
    }

    @Test
    void checkingAndActingInTwoStepsAdmitsOneTooMany() throws InterruptedException {
        // Given a bucket with room for one more
        AtomicLong admitted = new AtomicLong();
        try (BucketStore store = new ControlStore(Fault.ADMITS_ONE_TOO_MANY, System::nanoTime)) {
            long capacity = 3_600_000_000_000L;
            SubjectKey subject = new SubjectKey(1, 1);
            int rounds = 0;

            // When two threads ask for it at once
            while (admitted.get() < 2 && rounds++ < 1_000) {
                admitted.set(0);
                SubjectKey fresh = new SubjectKey(subject.high(), rounds);
                store.charge(fresh, System.nanoTime(), capacity / 2, capacity);
                CountDownLatch start = new CountDownLatch(1);
                Runnable ask = () -> {
                    awaitUninterruptibly(start);
                    if (store.charge(fresh, System.nanoTime(), capacity / 2, capacity) <= 0) {
                        admitted.incrementAndGet();
                    }
                };
                Thread one = Thread.ofPlatform().start(ask);
                Thread other = Thread.ofPlatform().start(ask);
                start.countDown();
                one.join();
                other.join();
            }
        }

        // Then, sooner or later, both get it
        assertThat(admitted).hasValue(2);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
