package io.watertight.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.FreePort;
import io.watertight.gateway.redis.Answer.Denied;
import io.watertight.gateway.redis.Answer.Granted;
import io.watertight.ratelimit.RemoteFailure;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary and its replica, watched by three Sentinels. */
class RedisSentinelTest {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final SubjectKey ALICE = new SubjectKey(1, 2);

    @TempDir
    private Path directory;

    private final List<RedisProcess> sentinels = new ArrayList<>();
    private RedisProcess primary;
    private RedisProcess replica;
    private RedisStores stores;
    private RemoteStore store;

    @BeforeEach
    void connect() throws IOException {
        primary = RedisProcess.start(directory);
        replica = RedisProcess.start(
                directory, "--replicaof", "127.0.0.1 " + primary.port(), "--repl-ping-replica-period", "1");
        for (int i = 0; i < 3; i++) {
            sentinels.add(sentinel());
        }
        Await.until(
                "the Sentinels know each other and the replica",
                () -> sentinels.stream()
                        .allMatch(sentinel -> String.valueOf(sentinel.command("INFO", "sentinel"))
                                .contains("slaves=1,sentinels=3")));
        stores = Stores.connected(Stores.options(uri(), Stores.PATIENT));
        store = stores.store(Stores.POLICY);
        Memory.begunLongAgo(primary);
    }

    private RedisProcess sentinel() throws IOException {
        int port = FreePort.find();
        Path file = Files.writeString(
                directory.resolve("sentinel-" + port + ".conf"), """
                port %d
                bind 127.0.0.1
                dir %s
                sentinel monitor main 127.0.0.1 %d 2
                sentinel down-after-milliseconds main 1000
                sentinel failover-timeout main 3000
                """.formatted(port, directory, primary.port()));
        return RedisProcess.prepare(RedisBinary.any(), directory, port, file.toString(), "--sentinel")
                .start();
    }

    private String uri() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "#main"));
    }

    @AfterEach
    void disconnect() {
        stores.close();
        sentinels.forEach(RedisProcess::close);
        replica.close();
        primary.close();
    }

    @Test
    void goesToTheReplicaThatWasPromotedAndGrantsNothingTwice() {
        assertThat(Answer.charge(store, ALICE, HOUR, 10, 10, 10)).isInstanceOf(Granted.class);

        primary.kill();

        Await.until(
                "the promoted replica is found", () -> Answer.charge(store, ALICE, HOUR, 10, 1, 1) instanceof Denied);
        assertThat(String.valueOf(replica.command("ROLE"))).contains("master");
    }

    @Test
    void leavesAPrimaryThatStandsStillForTheOneThatWasPromoted() {
        Duration timeout = Duration.ofMillis(200);
        try (RedisStores impatient = Stores.connected(Stores.options(uri(), timeout));
                Load load = Load.start(
                        List.of(impatient.store(Stores.POLICY)), 20, TimeUnit.MILLISECONDS.toNanos(50), 10)) {
            load.awaitGrantsToAll();

            primary.pause();

            Await.until("callers hear of it", () -> load.count(RemoteFailure.DISCONNECTED) > 0);
            load.awaitGrantsToAll();
            primary.resume();
            load.awaitGrantsToAll();
            load.stop();
            load.assertLaw();
        }
    }
}
