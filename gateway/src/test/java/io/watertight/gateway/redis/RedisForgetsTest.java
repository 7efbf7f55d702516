package io.watertight.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.redis.Answer.Denied;
import io.watertight.gateway.redis.Answer.Granted;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that lost what subjects have used: nothing is granted twice, and after D everything is as ever. */
class RedisForgetsTest {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);
    private static final SubjectKey ALICE = new SubjectKey(1, 2);
    private static final SubjectKey BOB = new SubjectKey(3, 4);

    @TempDir
    private Path directory;

    private RedisProcess redis;
    private RedisStores stores;
    private RemoteStore store;

    @BeforeEach
    void connect() {
        redis = RedisProcess.start(directory);
        stores = Stores.connected(Stores.options(redis.uri(), Stores.PATIENT));
        store = stores.store(Stores.POLICY);
        Memory.begunLongAgo(redis);
    }

    @AfterEach
    void disconnect() {
        stores.close();
        redis.close();
    }

    @Test
    void grantsNothingTwiceAfterAFlush() {
        takeTheBurst();

        redis.command("FLUSHALL");

        assertThat(Answer.charge(store, ALICE, HOUR, 10, 1, 1)).isInstanceOf(Denied.class);
    }

    @Test
    void grantsNothingTwiceAfterARestartWithoutData() {
        takeTheBurst();

        restart();

        assertThat(Answer.charge(store, ALICE, HOUR, 10, 1, 1)).isInstanceOf(Denied.class);
    }

    @Test
    void grantsNothingTwiceAfterARestartWithOlderData() {
        redis.command("SAVE");
        takeTheBurst();

        restart();

        assertThat(redis.keys("wt:{??}")).hasSize(BucketKeys.TAGS);
        assertThat(Answer.charge(store, ALICE, HOUR, 10, 1, 1)).isInstanceOf(Denied.class);
    }

    @Test
    void grantsNothingTwiceWhereOlderBucketsCameBack() {
        Answer.charge(store, ALICE, HOUR, 10, 1, 1);
        redis.command("SAVE");
        Answer.charge(store, ALICE, HOUR, 10, 9, 9);

        restart();

        assertThat(redis.keys("wt:*:*")).hasSize(1);
        assertThat(Answer.charge(store, ALICE, HOUR, 10, 1, 1)).isInstanceOf(Denied.class);
    }

    @Test
    void tellsNobodyThatComesLaterThatItHadNotForgotten() {
        redis.command("SAVE");
        takeTheBurst();
        restart();

        try (RedisStores later = Stores.connected(Stores.options(redis.uri(), Stores.PATIENT))) {
            assertThat(Answer.charge(later.store(Stores.POLICY), ALICE, HOUR, 10, 1, 1))
                    .isInstanceOf(Denied.class);
        }
    }

    @Test
    void grantsTheWholeBurstAgainOnceTheBucketCanBeFull() {
        redis.command("FLUSHALL");
        assertThat(Answer.charge(store, ALICE, TENTH, 10, 1, 1)).isInstanceOf(Denied.class);

        Await.until("the burst is granted", () -> Answer.charge(store, ALICE, TENTH, 10, 10, 10) instanceof Granted);

        assertThat(Answer.charge(store, ALICE, TENTH, 10, 5, 5)).isInstanceOf(Denied.class);
    }

    @Test
    void holdsTheLawThroughFlushesAndRestartsUnderLoad() {
        try (RedisStores second = Stores.connected(Stores.options(redis.uri(), Stores.PATIENT));
                Load load = Load.start(
                        List.of(store, second.store(Stores.POLICY)), 20, TimeUnit.MILLISECONDS.toNanos(40), 10)) {
            for (int i = 0; i < 3; i++) {
                load.awaitGrantsToAll();
                redis.command("FLUSHALL");
                load.awaitGrantsToAll();
                redis.command("SAVE");
                load.awaitGrantsToAll();
                restart();
                load.awaitGrantsToAll();
            }
            load.stop();
            load.assertLaw();
        }
    }

    @Test
    void beginsAllEpochsWhenOneIsFoundMissing() {
        redis.command("FLUSHALL");

        Answer.charge(store, ALICE, HOUR, 10, 1, 1);

        Await.until("all epochs have begun", () -> redis.keys("wt:{??}").size() == BucketKeys.TAGS);
    }

    @Test
    void beginsItsEpochsWithTheConnectionSoThatLateSubjectsNeedNotWait() {
        redis.command("FLUSHALL");
        restart();

        Await.until("the buckets can be full", () -> Answer.charge(store, ALICE, TENTH, 5, 5, 5) instanceof Granted);

        assertThat(Answer.charge(store, BOB, TENTH, 5, 5, 5)).isInstanceOf(Granted.class);
    }

    private void takeTheBurst() {
        assertThat(Answer.charge(store, ALICE, HOUR, 10, 10, 10)).isInstanceOf(Granted.class);
    }

    private void restart() {
        redis.kill();
        redis.start();
        Await.until("the client is connected again", stores::isConnected);
    }
}
