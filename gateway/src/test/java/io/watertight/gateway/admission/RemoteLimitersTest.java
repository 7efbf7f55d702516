package io.watertight.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.config.Endpoint;
import io.watertight.gateway.config.LimiterConfig;
import io.watertight.gateway.config.LimiterMode;
import io.watertight.gateway.config.MemberSource;
import io.watertight.gateway.config.OnOutage;
import io.watertight.gateway.config.RedisConfig;
import io.watertight.gateway.config.Secret;
import io.watertight.gateway.config.ShareConfig;
import io.watertight.ratelimit.BelowFloor;
import io.watertight.ratelimit.BucketCap;
import io.watertight.ratelimit.Limiter;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.OpenLimiter;
import io.watertight.ratelimit.Quota;
import io.watertight.ratelimit.RemoteFailure;
import io.watertight.ratelimit.RemoteListener;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.Share;
import io.watertight.ratelimit.SubjectKey;
import io.watertight.ratelimit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RemoteLimitersTest {

    private static final Quota QUOTA = new Quota(1, Duration.ofSeconds(1), 10);

    private final AtomicLong now = new AtomicLong();
    private final NanoClock clock = now::get;
    private final Redis store = new Redis();
    private final ReplicaShare share = new ReplicaShare();
    private final List<VirtualTime> meanwhile = new ArrayList<>();
    private final RemoteLimiters limiters =
            new RemoteLimiters(redis(), clock, (policy, parts) -> standIn(parts), (config, time) -> store, share::read);
    private final Limiter limiter = limiters.create(
            new LimiterConfig(LimiterMode.REDIS, 10, members(), redis(), 0.1),
            "default",
            new LimiterParts(new VirtualTime(clock, Share.WHOLE), () -> BelowFloor.FLOOR, new BucketCap(10)));

    /** A Redis that admits everything once there is a connection to it. */
    private static final class Redis implements RemoteStores, RemoteStore {

        private volatile boolean connected;

        @Override
        public RemoteStore store(String policy) {
            return this;
        }

        @Override
        public boolean isConnected() {
            return connected;
        }

        @Override
        public void charge(
                SubjectKey key, long unitNanos, long capacityNanos, long atLeast, long atMost, RemoteListener then) {
            if (connected) {
                then.onGranted(atLeast, 0, 0);
            } else {
                then.onUnavailable(RemoteFailure.DISCONNECTED);
            }
        }

        @Override
        public void giveBack(SubjectKey key, long unitNanos, long units, long grant, Runnable then) {
            then.run();
        }

        @Override
        public void close() {}
    }

    /** This replica's share. Once it has been read, and before that has come to anything, another thread may do something. */
    private static final class ReplicaShare {

        private final AtomicReference<Runnable> once = new AtomicReference<>();
        private volatile Share share = Share.oneOf(2);
        private volatile Thread other = Thread.currentThread();

        void onceReadMeanwhile(Runnable task) {
            once.set(task);
        }

        Share read() {
            Share read = share;
            Runnable task = once.getAndSet(null);
            if (task != null) {
                other = Thread.ofPlatform().start(task);
                while (other.getState() != Thread.State.TERMINATED && other.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
            }
            return read;
        }
    }

    private static RedisConfig redis() {
        return new RedisConfig(
                "redis://127.0.0.1:6379",
                false,
                null,
                null,
                Duration.ofMillis(20),
                1024,
                OnOutage.SHARE,
                "wt:",
                new Secret(Path.of("key"), new byte[16]));
    }

    private static ShareConfig members() {
        return new ShareConfig(
                new MemberSource.Listed(List.of(new Endpoint("127.0.0.1", 8080))),
                null,
                Duration.ofMillis(100),
                BelowFloor.FLOOR);
    }

    private Limiter standIn(LimiterParts parts) {
        meanwhile.add(parts.time());
        return new OpenLimiter(clock);
    }

    private void ask() {
        limiter.decide(new SubjectKey(1, 2), QUOTA, 1, decision -> {});
    }

    private void redisAnswersAndAllIsCalm() {
        store.connected = true;
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        ask();
    }

    @Test
    void aShareThatChangesWhileAnOutageBeginsIsTheOneThatCounts() throws Exception {
        // Given
        share.onceReadMeanwhile(() -> {
            share.share = Share.oneOf(3);
            limiters.onShare();
        });
        // When
        ask();
        share.other.join();
        // Then
        assertThat(limiters.outage().active()).isTrue();
        assertThat(meanwhile.getFirst().share()).isEqualTo(Share.oneOf(3));
    }

    @Test
    void noShareIsLeftOfAnOutageThatEndsWhileTheShareChanges() throws Exception {
        // Given
        ask();
        Share inOutage = meanwhile.getFirst().share();
        share.onceReadMeanwhile(this::redisAnswersAndAllIsCalm);
        // When
        limiters.onShare();
        share.other.join();
        // Then
        assertThat(inOutage).isEqualTo(Share.oneOf(2));
        assertThat(limiters.outage().active()).isFalse();
        assertThat(meanwhile.getFirst().share().claimed()).isFalse();
    }
}
