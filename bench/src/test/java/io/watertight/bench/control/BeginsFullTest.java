package io.watertight.bench.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.ratelimit.BelowFloor;
import io.watertight.ratelimit.BucketCap;
import io.watertight.ratelimit.Decision;
import io.watertight.ratelimit.FlatBucketStore;
import io.watertight.ratelimit.Limiter;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.Quota;
import io.watertight.ratelimit.Share;
import io.watertight.ratelimit.ShareLimiter;
import io.watertight.ratelimit.SubjectKey;
import io.watertight.ratelimit.VirtualTime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BeginsFullTest {

    private static final Quota QUOTA = new Quota(1, Duration.ofHours(1), 10);

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final NanoClock clock = now::get;
    private final BucketCap cap = new BucketCap(100);

    private Limiter limiter(VirtualTime time) {
        return new ShareLimiter(time, () -> BelowFloor.FLOOR, store -> new FlatBucketStore(store, cap));
    }

    private int admittedOf(Limiter limiter, int requests) {
        AtomicInteger admitted = new AtomicInteger();
        for (int i = 0; i < requests; i++) {
            limiter.decide(
                    new SubjectKey(1, 2),
                    QUOTA,
                    1,
                    decision -> admitted.addAndGet(decision instanceof Decision.Admitted ? 1 : 0));
        }
        return admitted.get();
    }

    @Test
    void aShareThatIsClaimedIsThereAtOnce() {
        VirtualTime share = new VirtualTime(clock, Share.none(2));
        try (Limiter shipped = limiter(share);
                Limiter faulty = new BeginsFull(share, this::limiter)) {
            assertThat(admittedOf(faulty, 10)).isZero();
            share.set(Share.oneOf(2));

            assertThat(admittedOf(shipped, 10)).isZero();
            assertThat(admittedOf(faulty, 10)).isEqualTo(5);
        }
    }

    @Test
    void whatFollowsIsAsItShouldBe() {
        VirtualTime share = new VirtualTime(clock, Share.none(2));
        try (Limiter faulty = new BeginsFull(share, this::limiter)) {
            share.set(Share.oneOf(2));
            assertThat(admittedOf(faulty, 10)).isEqualTo(5);

            // a growth gives nothing at once, and two hours at half a share earn one
            share.set(Share.WHOLE);
            assertThat(admittedOf(faulty, 10)).isZero();
            share.set(Share.oneOf(2));
            assertThat(admittedOf(faulty, 10)).isZero();
            now.addAndGet(Duration.ofHours(2).toNanos());
            assertThat(admittedOf(faulty, 10)).isEqualTo(1);
        }
    }

    @Test
    void whoLooksAtTheBooksHasAChangeNoticed() {
        VirtualTime share = new VirtualTime(clock, Share.none(2));
        try (Limiter faulty = new BeginsFull(share, this::limiter)) {
            share.set(Share.oneOf(2));
            assertThat(admittedOf(faulty, 10)).isEqualTo(5);

            // an hour of the whole limit earns one, of half of it half
            share.set(Share.WHOLE);
            faulty.ledger();
            now.addAndGet(Duration.ofMinutes(61).toNanos());
            share.set(Share.oneOf(2));

            assertThat(admittedOf(faulty, 10)).isEqualTo(1);
        }
    }

    @Test
    void itsBucketsMayStayForThatWhichItMayLagBehind() {
        VirtualTime share = new VirtualTime(clock, Share.none(2));
        try (Limiter shipped = limiter(share);
                Limiter faulty = new BeginsFull(share, this::limiter)) {
            shipped.quotas(Map.of("only", QUOTA));
            faulty.quotas(Map.of("only", QUOTA));

            assertThat(faulty.cleanupCadenceNanos()).isEqualTo(shipped.cleanupCadenceNanos() + QUOTA.timeToFullNanos());
        }
    }
}
