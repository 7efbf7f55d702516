package io.watertight.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.redis.Answer.Denied;
import io.watertight.gateway.redis.Answer.Granted;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A Redis whose wall clock is set an hour forward or back. */
@ParameterizedClass
@MethodSource("clocks")
class RedisClockTest {

    private static final long UNIT = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long BURST = 10;
    private static final long FULL = BURST * UNIT;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SubjectKey ALICE = new SubjectKey(1, 2);
    private static final SubjectKey BOB = new SubjectKey(3, 4);

    private final WallClock clock;

    @TempDir
    private Path directory;

    private RedisProcess redis;
    private RedisStores stores;
    private RemoteStore store;

    RedisClockTest(WallClock clock) {
        this.clock = clock;
    }

    static List<WallClock> clocks() {
        return WallClock.available();
    }

    @BeforeEach
    void connect() {
        redis = clock.start(directory);
        stores = Stores.connected(Stores.options(redis.uri(), Stores.PATIENT));
        store = stores.store(Stores.POLICY);
        Memory.begunHoursAgo(redis);
        assertThat(Answer.charge(store, ALICE, UNIT, BURST, BURST, BURST)).isInstanceOf(Granted.class);
    }

    @AfterEach
    void disconnect() {
        stores.close();
        redis.close();
    }

    @Test
    void givesAtMostOneBurstMoreWhenTheClockIsSetForward() {
        clock.set(redis, directory, HOUR);

        assertThat(Answer.charge(store, ALICE, UNIT, BURST, BURST, BURST)).isInstanceOf(Granted.class);
        assertThat(Answer.charge(store, ALICE, UNIT, BURST, BURST, BURST)).isInstanceOf(Denied.class);
    }

    @Test
    void locksNobodyOutForLongerThanABucketNeedsToBeFullWhenTheClockIsSetBack() {
        clock.set(redis, directory, HOUR.negated());

        assertThat(Answer.charge(store, ALICE, UNIT, BURST, BURST, BURST))
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.retryAfterNanos()).isLessThanOrEqualTo(FULL));
        Await.until(
                "the burst is granted again",
                () -> Answer.charge(store, ALICE, UNIT, BURST, BURST, BURST) instanceof Granted);
    }

    @Test
    void locksNobodyOutForLongerWhoWasNotThereWhenTheClockIsSetBack() {
        Memory.begunNow(redis);
        clock.set(redis, directory, HOUR.negated());

        Answer answer = Answer.charge(store, BOB, UNIT, BURST, BURST, BURST);

        if (answer instanceof Denied denied) {
            assertThat(denied.retryAfterNanos()).isLessThanOrEqualTo(FULL);
        }
        Await.until(
                "the burst is granted", () -> Answer.charge(store, BOB, UNIT, BURST, BURST, BURST) instanceof Granted);
    }

    @Test
    void leavesNoBucketBehindWhenTheClockIsSetForward() {
        clock.set(redis, directory, HOUR);

        Await.until("the bucket is gone", () -> redis.keys("wt:*:*").isEmpty());
    }
}
