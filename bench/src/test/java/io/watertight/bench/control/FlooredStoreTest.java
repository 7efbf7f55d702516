package io.watertight.bench.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.cluster.RedisBinary;
import io.watertight.bench.cluster.RedisServer;
import io.watertight.ratelimit.RemoteFailure;
import io.watertight.ratelimit.RemoteListener;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlooredStoreTest {

    private static final long T = TimeUnit.MILLISECONDS.toNanos(100);

    @TempDir
    private Path directory = Path.of("");

    /** How many of ten requests at once are admitted to one subject with a burst of five, which is full in half a second. */
    private int admitted(boolean roundsDown) throws Exception {
        try (RedisServer server = RedisServer.start(RedisBinary.find(System.getenv()), directory);
                RemoteStore store = new FlooredStore(server.address(), "wt:", "p", roundsDown)) {
            int admitted = 0;
            for (int i = 0; i < 10; i++) {
                CompletableFuture<Boolean> answer = new CompletableFuture<>();
                store.charge(new SubjectKey(1, 2), T, 5 * T, 1, 1, new RemoteListener() {
                    @Override
                    public void onGranted(long units, long roomNanos, long grant) {
                        answer.complete(true);
                    }

                    @Override
                    public void onDenied(long retryAfterNanos) {
                        answer.complete(false);
                    }

                    @Override
                    public void onUnavailable(RemoteFailure failure) {
                        answer.completeExceptionally(new AssertionError(failure));
                    }
                });
                admitted += answer.get(10, TimeUnit.SECONDS) ? 1 : 0;
            }
            return admitted;
        }
    }

    @Test
    void roundedUpTheBucketIsKeptUntilItIsFull() throws Exception {
        assertThat(admitted(false)).isBetween(5, 9);
    }

    @Test
    void roundedDownNothingIsKeptAndNothingIsLimited() throws Exception {
        assertThat(admitted(true)).isEqualTo(10);
    }
}
