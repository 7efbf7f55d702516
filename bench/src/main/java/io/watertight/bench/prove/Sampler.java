package io.watertight.bench.prove;

import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.LedgerSample;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads every replica's ledger and, more rarely, what its process holds after a full collection, on a thread of its own, into the evidence. A reading that
 * fails is counted and told at the end: a gateway that does not show its ledger has something to explain.
 */
final class Sampler {

    private static final Duration LEDGER_PERIOD = Duration.ofMillis(250);

    private final List<GatewayReplica> replicas;
    private final EvidenceLog log;
    private final Duration processPeriod;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<String, LedgerSample> latest = new ConcurrentHashMap<>();
    private final Thread thread;
    private final AtomicInteger failedReadings = new AtomicInteger();

    Sampler(List<GatewayReplica> replicas, EvidenceLog log, Duration processPeriod) {
        this.replicas = replicas;
        this.log = log;
        this.processPeriod = processPeriod;
        this.thread = Thread.ofPlatform().daemon().name("sampler").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long nextProcessSample = System.nanoTime();
        int turn = 0;
        try {
            while (!stopped.await(LEDGER_PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                for (GatewayReplica replica : replicas) {
                    sampleLedger(replica);
                }
                if (System.nanoTime() - nextProcessSample >= 0) {
                    // one replica at a time: a full collection of all at once would be a pause of the whole service
                    sampleProcess(replicas.get(turn));
                    turn = (turn + 1) % replicas.size();
                    nextProcessSample += processPeriod.toNanos() / replicas.size();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sampleLedger(GatewayReplica replica) throws InterruptedException {
        try {
            LedgerSample sample = replica.readLedger();
            latest.put(replica.name(), sample);
            log.ledger(replica.number(), sample);
        } catch (IOException e) {
            failedReadings.incrementAndGet();
        }
    }

    private void sampleProcess(GatewayReplica replica) {
        try {
            log.process(replica.number(), replica.sampleProcess());
        } catch (IOException e) {
            failedReadings.incrementAndGet();
        }
    }

    /** Takes one process sample of each replica now, on the caller's thread; after {@link #stop}. */
    void sampleProcesses() {
        replicas.forEach(this::sampleProcess);
    }

    /** Live buckets of that replica at its last reading, or 0. */
    long live(String replica) {
        LedgerSample sample = latest.get(replica);
        return sample == null ? 0 : sample.live();
    }

    /** The longest cleanup cadence that a ledger has named, in nanoseconds. */
    long cleanupCadenceNanos() {
        return latest.values().stream()
                .mapToLong(LedgerSample::cleanupCadenceNanos)
                .max()
                .orElse(0);
    }

    int failedReadings() {
        return failedReadings.get();
    }

    /** Ends the readings; none is under way when this returns. */
    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(10));
    }
}
