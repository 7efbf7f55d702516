package io.watertight.bench.localcluster;

import io.watertight.bench.hpa.Pod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The life of a pod, on a thread of its own: a process is started, probed, started again if it ends by itself, and ended
 * when the pod is deleted. What others see of it changes under the cluster's monitor.
 */
final class LocalPod {
    /** How soon the end of a process, or of the pod, is noticed. */
    private static final long TICK_MILLIS = 20;

    private final LocalCluster cluster;
    private final PodSettings settings;
    private final String name;
    private final InetSocketAddress address;
    private final CountDownLatch deletion = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile Duration backOff = Duration.ZERO;
    private volatile @Nullable Container container;
    /** When its first process was started, as a pod's status has it; what is started again in it changes nothing. */
    private volatile @Nullable Long startedNanos;

    /** What is about to be killed: whatever it answers, it gets no more connections. */
    private volatile @Nullable Container doomed;

    private volatile boolean ready;
    private volatile long readinessSinceNanos = System.nanoTime();
    private volatile boolean lost;
    private int restarts;

    LocalPod(LocalCluster cluster, PodSettings settings, String name, InetSocketAddress address) {
        this.cluster = cluster;
        this.settings = settings;
        this.name = name;
        this.address = address;
    }

    String name() {
        return name;
    }

    InetSocketAddress address() {
        return address;
    }

    /** What runs in it; null while nothing does. */
    @Nullable
    Container container() {
        return container;
    }

    boolean isDeleting() {
        return deletion.getCount() == 0;
    }

    boolean isReady() {
        return ready;
    }

    /** Called by the cluster, under its monitor. */
    void setReady(boolean isReady) {
        ready = isReady;
        readinessSinceNanos = System.nanoTime();
    }

    /** As the autoscaler sees it, asking for so many thousandths of a core. */
    Pod seen(int requestMilli) {
        Long started = startedNanos;
        return new Pod(
                name,
                started == null ? Pod.Phase.PENDING : Pod.Phase.RUNNING,
                isDeleting(),
                started == null ? OptionalLong.empty() : OptionalLong.of(started),
                new Pod.Readiness(ready, readinessSinceNanos),
                OptionalLong.of(requestMilli));
    }

    void begin() {
        Thread.ofPlatform().daemon().name("pod " + name).start(this::live);
    }

    /** Begins its end; returns at once. */
    void delete() {
        deletion.countDown();
    }

    /** Its node is gone, and with it whatever it would have done at its end. */
    void lose() {
        lost = true;
        deletion.countDown();
    }

    /** How long after its process' next end another one is started. */
    void backOff(Duration time) {
        backOff = time;
    }

    /** Called by the cluster, under its monitor. */
    void doom(Container container) {
        doomed = container;
    }

    boolean isDoomed(Container container) {
        return container.equals(doomed);
    }

    void awaitGone() throws InterruptedException {
        gone.await();
    }

    private void live() {
        try {
            while (!isDeleting()) {
                runOnce();
                restarts++;
                deletion.await(backOff.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            cluster.onStartFailure(this, e);
        } finally {
            cluster.onGone(this);
            gone.countDown();
        }
    }

    private void runOnce() throws IOException, InterruptedException {
        try (CpuQuota quota = cluster.quotaFor(name + "-" + restarts)) {
            Container started = cluster.runtime().start(name, restarts, address, quota);
            if (startedNanos == null) {
                startedNanos = System.nanoTime();
            }
            container = started;
            try {
                watch(started);
                end(started);
            } finally {
                container = null;
                started.kill();
            }
        }
    }

    private void watch(Container running) throws InterruptedException {
        int failures = 0;
        long nextProbe = System.nanoTime();
        while (running.isAlive() && !deletion.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - nextProbe < 0) {
                continue;
            }
            nextProbe += settings.readinessPeriod().toNanos();
            boolean answers = running.isReady();
            failures = answers ? 0 : failures + 1;
            if (answers != ready && (answers || failures >= settings.readinessFailures())) {
                cluster.onReadiness(this, running, answers);
            }
        }
    }

    private void end(Container running) throws InterruptedException {
        boolean asked = false;
        if (running.isAlive() && !lost) {
            cluster.onReadiness(this, running, false);
            long graceEnds = System.nanoTime() + settings.grace().toNanos();
            TimeUnit.NANOSECONDS.sleep(settings.preStop().toNanos());
            running.terminate();
            asked = running.awaitEnd(Duration.ofNanos(Math.max(0, graceEnds - System.nanoTime())));
            running.kill();
        } else {
            cluster.onDeath(this, running);
        }
        running.awaitEnd(Duration.ofDays(1));
        running.onEnded(asked);
    }
}
