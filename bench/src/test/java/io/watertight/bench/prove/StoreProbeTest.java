package io.watertight.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.bench.cluster.RedisBinary;
import io.watertight.bench.cluster.RedisServer;
import io.watertight.bench.cluster.Resp;
import io.watertight.bench.proof.StoreSample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server, through all that a proof does to it. */
class StoreProbeTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theBucketsOfOnePrefixAreCountedAndNothingElse() throws Exception {
        try (RedisServer server = RedisServer.start(RedisBinary.find(System.getenv()), directory);
                Resp client = Resp.connect(server.address(), Duration.ofSeconds(5));
                StoreProbe probe = new StoreProbe(server.address(), "wt:")) {
            // Given more buckets than one page has, an epoch, another prefix, and a bucket without an end
            List<String[]> sets = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                sets.add(
                        new String[] {"SET", "wt:{0" + i % 8 + "}:default:" + i, "1", "PX", Integer.toString(60_000 + i)
                        });
            }
            sets.add(new String[] {"SET", "wt:{07}", "1"});
            sets.add(new String[] {"SET", "other:{07}:default:7", "1"});
            sets.add(new String[] {"SET", "wt:{07}:default:eternal", "1"});
            client.callAll(sets);

            // When
            StoreSample sample = probe.read();

            // Then
            assertThat(sample.buckets()).isEqualTo(3_001);
            assertThat(sample.unending()).isEqualTo(1);
            assertThat(sample.longestTtlNanos())
                    .isBetween(TimeUnit.SECONDS.toNanos(50), TimeUnit.MILLISECONDS.toNanos(62_999));
            assertThat(sample.askedNanos()).isLessThan(sample.answeredNanos());
        }
    }

    @Test
    void aServerIsEmptiedPausedKilledAndStartedAgain() throws Exception {
        try (RedisServer server = RedisServer.start(RedisBinary.find(System.getenv()), directory);
                StoreProbe probe = new StoreProbe(server.address(), "wt:")) {
            set(server, "wt:{00}:p:1");
            assertThat(probe.read().buckets()).isEqualTo(1);

            server.flush();
            assertThat(probe.read().buckets()).isZero();

            // it stands still, and a question is answered when it goes on
            set(server, "wt:{00}:p:2");
            server.pause();
            assertThatThrownBy(() -> Resp.connect(server.address(), Duration.ofMillis(200))
                            .call("PING"))
                    .isInstanceOf(IOException.class);
            server.resume();
            assertThat(probe.read().buckets()).isEqualTo(1);

            // it is gone, and comes back with nothing
            server.kill();
            assertThatThrownBy(probe::read).isInstanceOf(IOException.class);
            server.startAgain();
            assertThat(probe.read().buckets()).isZero();
        }
    }

    private static void set(RedisServer server, String key) throws IOException {
        try (Resp client = Resp.connect(server.address(), Duration.ofSeconds(5))) {
            client.call("SET", key, "1", "PX", "60000");
        }
    }
}
