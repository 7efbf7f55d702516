package io.watertight.bench.prove;

import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.LedgerSample;
import io.watertight.bench.proof.ProcessSample;
import io.watertight.bench.proof.StoreSample;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads every replica's ledger, the keys of the store that they share and, more rarely, what each process holds after a full collection, on a thread of its own,
 * into the evidence. A reading that fails is counted and told at the end: a gateway that does not show its ledger has something to explain. So has a store, but
 * not while the bench has taken it away.
 */
final class Sampler {

    private static final Duration LEDGER_PERIOD = Duration.ofMillis(250);

    /** Of all readings of processes within a CPU quota, which may not answer in time. */
    private static final double MOST_FAILED_WHEN_SCALED = 0.01;

    private final Fleet fleet;
    private final @Nullable StoreProbe store;
    private final EvidenceLog log;
    private final Duration processPeriod;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<String, LedgerSample> latest = new ConcurrentHashMap<>();
    private final Thread thread;
    private final AtomicInteger readings = new AtomicInteger();
    private final AtomicInteger failedReadings = new AtomicInteger();
    private final AtomicInteger storeAway = new AtomicInteger();
    private final AtomicInteger disturbances = new AtomicInteger();
    private int disturbancesKnown;
    private volatile long storeBuckets;
    private volatile @Nullable Throwable failure;

    Sampler(Fleet fleet, @Nullable StoreProbe store, EvidenceLog log, Duration processPeriod) {
        this.fleet = fleet;
        this.store = store;
        this.log = log;
        this.processPeriod = processPeriod;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("sampler")
                .uncaughtExceptionHandler((_, e) -> failure = e)
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long nextProcessSample = System.nanoTime();
        int turn = 0;
        try {
            while (!stopped.await(LEDGER_PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                List<GatewayReplica> living = fleet.living();
                for (GatewayReplica replica : living) {
                    sampleLedger(replica);
                }
                sampleStore();
                if (System.nanoTime() - nextProcessSample >= 0 && !living.isEmpty()) {
                    // one replica at a time: a full collection of all at once would be a pause of the whole service
                    sampleProcess(living.get(turn++ % living.size()));
                    nextProcessSample += processPeriod.toNanos() / living.size();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sampleLedger(GatewayReplica replica) throws InterruptedException {
        try {
            LedgerClient.Reading reading = replica.readLedger();
            latest.put(replica.name(), reading.sample());
            log.ledger(replica.number(), reading.sample());
            log.account(replica.number(), reading.account());
            readings.incrementAndGet();
        } catch (IOException e) {
            failed(replica);
        }
    }

    private void sampleStore() {
        if (store == null || storeAway.get() > 0) {
            return;
        }
        int before = disturbances.get();
        if (before != disturbancesKnown) {
            // what it is connected to may be gone
            disturbancesKnown = before;
            store.close();
        }
        try {
            StoreSample sample = store.read();
            storeBuckets = sample.buckets();
            log.store(sample);
            readings.incrementAndGet();
        } catch (IOException e) {
            if (disturbances.get() == before) {
                failedReadings.incrementAndGet();
            }
        }
    }

    private void sampleProcess(GatewayReplica replica) {
        try {
            ProcessSample sample = replica.sampleProcess();
            if (sample != null) {
                log.process(replica.number(), sample);
                readings.incrementAndGet();
            }
        } catch (IOException e) {
            failed(replica);
        }
    }

    private void failed(GatewayReplica replica) {
        if (!replica.isGone()) {
            failedReadings.incrementAndGet();
        }
    }

    /** From now on the store cannot be expected to answer. */
    void onStoreDisturbed() {
        storeAway.incrementAndGet();
        disturbances.incrementAndGet();
    }

    /** It can again. */
    void onStoreBack() {
        storeAway.decrementAndGet();
    }

    /** Takes one process sample of each replica that lives, on the caller's thread; after {@link #stop}. */
    void sampleProcesses() {
        fleet.living().forEach(this::sampleProcess);
    }

    /** Buckets that live, by the last readings: in the store, where there is one, else in all replicas. */
    long live() {
        if (store != null) {
            return storeBuckets;
        }
        return fleet.living().stream()
                .map(replica -> latest.get(replica.name()))
                .mapToLong(sample -> sample == null ? 0 : sample.live())
                .sum();
    }

    /** The longest cleanup cadence that a ledger has named, in nanoseconds. */
    long cleanupCadenceNanos() {
        return latest.values().stream()
                .mapToLong(LedgerSample::cleanupCadenceNanos)
                .max()
                .orElse(0);
    }

    /**
     * What failed of the readings, as a sentence; null where that is nothing, or so little that the next readings make up for it.
     *
     * @param scaled whether the gateways have CPU quotas
     */
    @Nullable
    String objection(boolean scaled) {
        int failed = failedReadings.get();
        int all = failed + readings.get();
        return failed <= (scaled ? all * MOST_FAILED_WHEN_SCALED : 0)
                ? null
                : failed + " of " + all + " readings of a gateway or the store failed.";
    }

    /**
     * Ends the readings; none is under way when this returns.
     *
     * @throws IllegalStateException if they had ended before, by a fault of the bench: what would be judged is not all there was
     */
    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(10));
        if (store != null) {
            store.close();
        }
        if (failure != null) {
            throw new IllegalStateException("the readings of the gateways ended before the run", failure);
        }
    }
}
