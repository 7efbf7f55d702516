package io.watertight.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.redis.Answer.Denied;
import io.watertight.gateway.redis.Answer.Granted;
import io.watertight.ratelimit.RemoteFailure;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis Cluster of three primaries and their replicas, of which one primary is lost. */
class RedisClusterTest {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final SubjectKey ALICE = new SubjectKey(1, 2);

    @TempDir
    private Path directory;

    private RedisCluster cluster;
    private RedisStores stores;
    private RemoteStore store;

    @BeforeEach
    void connect() {
        cluster = RedisCluster.start(directory);
        stores = connected();
        store = stores.store(Stores.POLICY);
    }

    @AfterEach
    void disconnect() {
        stores.close();
        cluster.close();
    }

    @Test
    void beginsTheEpochsOfAllTagsAtTheStartSoThatLateSubjectsNeedNotWait() {
        Await.until("all epochs have begun", () -> cluster.epochs() == BucketKeys.TAGS);
    }

    @Test
    void holdsTheLawWhileAPrimaryIsKilledAndItsReplicaPromoted() {
        try (RedisStores second = connected();
                Load load = Load.start(
                        List.of(store, second.store(Stores.POLICY)), 60, TimeUnit.MILLISECONDS.toNanos(50), 10)) {
            load.awaitGrantsToAll();
            assertThat(cluster.buckets()).allMatch(count -> count > 0);

            cluster.primary(0).kill();

            Await.until("callers hear of it", () -> load.count(RemoteFailure.DISCONNECTED) > 0);
            load.awaitGrantsToAll();
            cluster.primary(0).start();
            load.awaitGrantsToAll();
            load.stop();
            load.assertLaw();
            assertThat(stores.isConnected()).isTrue();
        }
    }

    @Test
    void grantsNothingTwiceWhereTheReplicaHadNotHeardOfIt() {
        Answer.charge(store, ALICE, HOUR, 10, 1, 1);
        int keeper = cluster.keeperOf("wt:{02}");
        cluster.begunLongAgo();
        cluster.replica(keeper).pause();
        cluster.primary(keeper).command("CLIENT", "KILL", "TYPE", "replica");
        assertThat(Answer.charge(store, ALICE, HOUR, 10, 10, 10)).isInstanceOf(Granted.class);

        cluster.primary(keeper).kill();
        cluster.replica(keeper).resume();
        Await.until("the replica is found", () -> Answer.charge(store, ALICE, HOUR, 10, 1, 1) instanceof Denied);

        assertThat(cluster.replica(keeper).keys("wt:{02}:*")).isEmpty();
        assertThat(Answer.charge(store, ALICE, HOUR, 10, 1, 1)).isInstanceOf(Denied.class);
    }

    private RedisStores connected() {
        return Stores.connected(new RedisOptions(cluster.uri(), true, null, null, Stores.PATIENT, 1024, Stores.PREFIX));
    }
}
