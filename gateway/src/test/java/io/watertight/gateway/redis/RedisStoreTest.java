package io.watertight.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watertight.gateway.redis.Answer.Denied;
import io.watertight.gateway.redis.Answer.Granted;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the scripts decide and keep, on every Redis there is here. */
@ParameterizedClass
@MethodSource("binaries")
class RedisStoreTest {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final SubjectKey ALICE = new SubjectKey(0x0123456789abcdefL, 0x0fedcba987654321L);

    private final RedisBinary binary;

    @TempDir
    private Path directory;

    private RedisProcess redis;
    private RedisStores stores;
    private RemoteStore store;

    RedisStoreTest(RedisBinary binary) {
        this.binary = binary;
    }

    static List<RedisBinary> binaries() {
        return RedisBinary.all();
    }

    @BeforeEach
    void connect() {
        redis = RedisProcess.prepare(binary, directory).start();
        stores = Stores.connected(Stores.options(redis.uri(), Stores.PATIENT));
        store = stores.store(Stores.POLICY);
    }

    @AfterEach
    void disconnect() {
        stores.close();
        redis.close();
    }

    @Test
    void beginsWithEmptyBuckets() {
        Answer answer = Answer.charge(store, ALICE, HOUR, 10, 1, 1);

        assertThat(answer).isInstanceOf(Denied.class);
        assertThat(((Denied) answer).retryAfterNanos()).isCloseTo(HOUR, within(TimeUnit.MINUTES.toNanos(1)));
    }

    @Test
    void grantsTheBurstAndThenDeniesUntilTheIntervalHasPassed() {
        begunLongAgo();

        for (int i = 1; i <= 3; i++) {
            assertThat(Answer.charge(store, ALICE, HOUR, 3, 1, 1)).isInstanceOfSatisfying(Granted.class, granted -> {
                assertThat(granted.units()).isEqualTo(1);
            });
        }
        assertThat(Answer.charge(store, ALICE, HOUR, 3, 1, 1))
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.retryAfterNanos())
                                .isCloseTo(HOUR, within(TimeUnit.MINUTES.toNanos(1))));
    }

    @Test
    void grantsAsManyUnitsAsFitFromTheLeastToTheMost() {
        begunLongAgo();

        assertThat(units(Answer.charge(store, ALICE, HOUR, 10, 1, 4))).isEqualTo(4);
        assertThat(units(Answer.charge(store, ALICE, HOUR, 10, 2, 8))).isEqualTo(6);
        assertThat(Answer.charge(store, ALICE, HOUR, 10, 2, 8))
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.retryAfterNanos())
                                .isCloseTo(2 * HOUR, within(TimeUnit.MINUTES.toNanos(1))));
    }

    @Test
    void tellsTheRoomThatIsLeft() {
        begunLongAgo();

        Granted granted = (Granted) Answer.charge(store, ALICE, HOUR, 10, 3, 3);

        assertThat(granted.roomNanos()).isEqualTo(7 * HOUR);
    }

    @Test
    void givesBackWhatWasNotUsed() {
        begunLongAgo();
        Granted lease = (Granted) Answer.charge(store, ALICE, HOUR, 10, 1, 6);
        Answer.charge(store, ALICE, HOUR, 10, 4, 4);

        Answer.giveBack(store, ALICE, HOUR, 5, lease.grant());

        assertThat(units(Answer.charge(store, ALICE, HOUR, 10, 1, 10))).isEqualTo(5);
    }

    @Test
    void givesNothingBackOfAGrantThatTimeHasAlreadyGivenBack() {
        long short1 = TimeUnit.MILLISECONDS.toNanos(1);
        begunLongAgo();
        Granted lease = (Granted) Answer.charge(store, ALICE, short1, 10, 10, 10);
        Await.until("the bucket is full again", () -> redis.keys("wt:*:*").isEmpty());
        Answer.charge(store, ALICE, HOUR, 10, 10, 10);

        Answer.giveBack(store, ALICE, short1, 10, lease.grant());

        assertThat(Answer.charge(store, ALICE, HOUR, 10, 1, 10)).isInstanceOf(Denied.class);
    }

    @Test
    void givesNothingBackToAStoreThatHasForgottenTheGrant() {
        begunLongAgo();
        Granted lease = (Granted) Answer.charge(store, ALICE, HOUR, 10, 5, 5);
        redis.command("FLUSHALL");

        Answer.giveBack(store, ALICE, HOUR, 5, lease.grant());

        assertThat(redis.keys("*")).isEmpty();
    }

    @Test
    void keepsABucketUntilItIsFullAndNoLonger() {
        begunLongAgo();

        Answer.charge(store, ALICE, TimeUnit.SECONDS.toNanos(2), 10, 1, 1);

        String bucket = "wt:{21}:default:ASNFZ4mrze8P7cuph2VDIQ";
        assertThat(redis.keys("wt:*:*")).containsExactly(bucket);
        assertThat((Long) redis.command("PTTL", bucket)).isBetween(1L, 2_001L);
        Await.until("the bucket is gone", () -> redis.keys("wt:*:*").isEmpty());
    }

    @Test
    void keepsOneEpochForEachTagAndNothingElseOfIdleSubjects() {
        assertThat(redis.keys("*")).hasSize(BucketKeys.TAGS).allMatch(key -> key.matches("wt:\\{[0-9a-f]{2}}"));
    }

    @Test
    void writesNothingForADenial() {
        Answer.charge(store, ALICE, HOUR, 10, 1, 1);

        assertThat(redis.keys("wt:*:*")).isEmpty();
    }

    @Test
    void holdsIntervalsShorterThanTheClockCanTellByRoundingThemUp() {
        begunLongAgo();
        SplittableRandom random = new SplittableRandom(1);

        long before = System.nanoTime();
        long admitted = 0;
        for (int i = 0; i < 200; i++) {
            if (Answer.charge(store, ALICE, 700, 2_000, 100, 100 + random.nextInt(1900)) instanceof Granted granted) {
                admitted += granted.units();
            }
        }
        long elapsedMicros = (System.nanoTime() - before) / 1000;

        assertThat(admitted).isBetween(2_000L, 2_000 + elapsedMicros + 1);
    }

    @Test
    void goesOnWhenTheServerHasForgottenTheScripts() {
        begunLongAgo();
        Answer.charge(store, ALICE, HOUR, 10, 1, 1);
        redis.command("SCRIPT", "FLUSH");

        assertThat(units(Answer.charge(store, ALICE, HOUR, 10, 1, 20))).isEqualTo(9);
    }

    @Test
    void holdsPoliciesApartAndSharesOneBetweenClients() {
        begunLongAgo();
        RemoteStore other = stores.store("other");

        Answer.charge(store, ALICE, HOUR, 10, 10, 10);

        assertThat(units(Answer.charge(other, ALICE, HOUR, 10, 1, 10))).isEqualTo(10);
        try (RedisStores second = Stores.connected(Stores.options(redis.uri(), Stores.PATIENT))) {
            assertThat(Answer.charge(second.store(Stores.POLICY), ALICE, HOUR, 10, 1, 1))
                    .isInstanceOf(Denied.class);
        }
    }

    @Test
    void givesALargerTierNothingBecauseASmallerOneIsAskedForToo() {
        begunLongAgo();
        Answer.charge(store, ALICE, HOUR, 10, 10, 10);

        Answer smaller = Answer.charge(store, ALICE, HOUR, 2, 1, 1);
        Answer larger = Answer.charge(store, ALICE, HOUR, 10, 1, 1);

        assertThat(smaller).isInstanceOf(Denied.class);
        assertThat(larger).isInstanceOf(Denied.class);
    }

    @Test
    void decidesAsTheAlgorithmDoesToTheMicrosecond() {
        begunLongAgo();
        SplittableRandom random = new SplittableRandom();
        long unitMicros = random.nextLong(100, 20_000);
        long burst = random.nextLong(1, 12);
        long tat = Long.MIN_VALUE;
        for (int i = 0; i < 2_000; i++) {
            long atLeast = random.nextLong(1, burst + 1);
            long atMost = random.nextLong(atLeast, burst + 2);
            Answer answer = Answer.charge(store, ALICE, unitMicros * 1000, burst, atLeast, atMost);
            long earliest = epochMicros();
            if (answer instanceof Granted granted) {
                long now = granted.grant() + granted.roomNanos() / 1000 - burst * unitMicros;
                long base = Math.max(tat, now);
                assertThat(granted.units()).isEqualTo(Math.min(atMost, (now + burst * unitMicros - base) / unitMicros));
                assertThat(granted.grant()).isEqualTo(base + granted.units() * unitMicros);
                tat = granted.grant();
            } else if (answer instanceof Denied denied) {
                long now = tat + atLeast * unitMicros - burst * unitMicros - denied.retryAfterNanos() / 1000;
                assertThat(now).isBetween(earliest - TimeUnit.SECONDS.toMicros(1), earliest + 1);
                assertThat(denied.retryAfterNanos()).isPositive();
            }
        }
    }

    private static long epochMicros() {
        return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis() + 1);
    }

    /** As if this Redis had been in use for days. */
    private void begunLongAgo() {
        Memory.begunLongAgo(redis);
    }

    private static long units(Answer answer) {
        return ((Granted) answer).units();
    }
}
