package io.watertight.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.redis.Answer.Granted;
import io.watertight.gateway.redis.Answer.Unavailable;
import io.watertight.ratelimit.RemoteFailure;
import io.watertight.ratelimit.RemoteListener;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that is away, stands still, or is behind a bad network: callers hear of it in time, nothing piles up, and it goes on afterwards. */
class RedisOutageTest {

    private static final Duration TIMEOUT = Duration.ofMillis(50);
    private static final long UNIT = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long BURST = 10;
    private static final int SUBJECTS = 20;
    private static final int MAX_IN_FLIGHT = 64;

    /** What a shared machine of two cores adds to a wait. */
    private static final long MACHINE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private static final long PAUSE_SECONDS = Long.getLong("watertight.redis.pauseSeconds", 4);

    @TempDir
    private Path directory;

    private RedisProcess redis;
    private ToxicProxy network;
    private RedisStores stores;
    private RemoteStore store;
    private Load load;

    @BeforeEach
    void connect() {
        redis = RedisProcess.start(directory);
        network = new ToxicProxy(redis.port());
        stores = Stores.connected(
                new RedisOptions(network.uri(), false, null, null, TIMEOUT, MAX_IN_FLIGHT, Stores.PREFIX));
        store = stores.store(Stores.POLICY);
        load = Load.start(List.of(store, stores.store(Stores.POLICY)), SUBJECTS, UNIT, BURST);
        load.awaitGrantsToAll();
        load.forgetWaits();
    }

    @AfterEach
    void disconnect() {
        load.close();
        stores.close();
        network.close();
        redis.close();
    }

    @Test
    void survivesAServerThatStandsStill() {
        int threads = threads();
        redis.pause();

        watch(Duration.ofSeconds(PAUSE_SECONDS));
        long wait99 = load.waitNanos99();
        int threadsMeanwhile = threads();
        redis.resume();

        goesOn();
        assertThat(wait99).isLessThan(TIMEOUT.toNanos() + MACHINE_NANOS);
        assertThat(load.count(RemoteFailure.TIMEOUT)).isPositive();
        assertThat(threadsMeanwhile).isLessThanOrEqualTo(threads + 4);
    }

    @Test
    void survivesAServerThatIsKilled() {
        redis.kill();

        Await.until("callers hear of it", () -> load.count(RemoteFailure.DISCONNECTED) > 100);
        long wait99 = load.waitNanos99();
        redis.start();

        goesOn();
        assertThat(wait99).isLessThan(TIMEOUT.toNanos() + MACHINE_NANOS);
    }

    @Test
    void survivesANetworkThatSwallowsEverything() {
        network.swallow(true);

        Await.until("callers hear of it", () -> load.count(RemoteFailure.DISCONNECTED) > 100);
        long wait99 = load.waitNanos99();
        network.swallow(false);

        goesOn();
        assertThat(load.count(RemoteFailure.TIMEOUT)).isPositive();
        assertThat(wait99).isLessThan(TIMEOUT.toNanos() + MACHINE_NANOS);
    }

    @Test
    void survivesANetworkThatIsSlowerThanTheTimeout() {
        network.latency(TIMEOUT.multipliedBy(2));

        Await.until("callers hear of it", () -> load.count(RemoteFailure.TIMEOUT) > 100);
        long wait99 = load.waitNanos99();
        network.latency(Duration.ZERO);

        goesOn();
        assertThat(wait99).isLessThan(TIMEOUT.toNanos() + MACHINE_NANOS);
    }

    @Test
    void survivesANarrowNetwork() {
        network.bytesPerSecond(4_000);

        Await.until(
                "callers hear of it",
                () -> load.count(RemoteFailure.TIMEOUT) + load.count(RemoteFailure.DISCONNECTED) > 100);
        long wait99 = load.waitNanos99();
        network.bytesPerSecond(Long.MAX_VALUE);

        goesOn();
        assertThat(wait99).isLessThan(TIMEOUT.toNanos() + MACHINE_NANOS);
    }

    @Test
    void survivesConnectionsThatBreakAgainAndAgain() {
        int threads = threads();
        for (int i = 0; i < 20; i++) {
            network.reset();
            Await.until("the client is connected again", stores::isConnected);
        }

        goesOn();
        assertThat(network.connections()).isEqualTo(1);
        assertThat(threads()).isLessThanOrEqualTo(threads + 4);
    }

    @Test
    void refusesWhatIsBeyondTheBoundAtOnce() {
        load.stop();
        Await.until("nothing is under way", () -> stores.inFlight() == 0);
        redis.pause();
        AtomicInteger unavailable = new AtomicInteger();
        AtomicInteger overloaded = new AtomicInteger();
        RemoteListener counting = new RemoteListener() {
            @Override
            public void onGranted(long units, long roomNanos, long grant) {}

            @Override
            public void onDenied(long retryAfterNanos) {}

            @Override
            public void onUnavailable(RemoteFailure failure) {
                unavailable.incrementAndGet();
                if (failure == RemoteFailure.OVERLOADED) {
                    overloaded.incrementAndGet();
                }
            }
        };

        for (int i = 0; i < 1000; i++) {
            store.charge(new SubjectKey(i, i), UNIT, BURST * UNIT, 1, 1, counting);
        }

        assertThat(overloaded).hasValue(1000 - MAX_IN_FLIGHT);
        Await.until("the others time out", () -> unavailable.get() == 1000);
        assertThat(stores.inFlight()).isEqualTo(MAX_IN_FLIGHT);
        redis.resume();
        Await.until("their places are free again", () -> stores.inFlight() == 0);
    }

    @Test
    void answersAtOnceAfterItIsClosed() {
        load.stop();

        stores.close();

        Answer answer = Answer.charge(store, new SubjectKey(1, 1), UNIT, BURST, 1, 1);
        assertThat(answer).isEqualTo(new Unavailable(RemoteFailure.DISCONNECTED));
        assertThat(stores.inFlight()).isZero();
    }

    /** Nobody waits longer than they should, for so long. */
    private void watch(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - end < 0) {
            assertThat(stores.inFlight()).isLessThanOrEqualTo(MAX_IN_FLIGHT);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void goesOn() {
        load.awaitGrantsToAll();
        load.stop();
        Await.until("nothing is under way", () -> stores.inFlight() == 0);
        load.assertLaw();
        Await.until(
                "a charge is granted",
                () -> Answer.charge(store, load.anySubject(), UNIT, BURST, 1, 1) instanceof Granted);
    }

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }
}
