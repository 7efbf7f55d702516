package io.watertight.bench.localcluster;

import io.watertight.bench.hpa.Pod;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A Deployment of one machine: keeps as many pods as are desired, each a process with an address of its own, and tells who
 * listens which of them may get new connections.
 *
 * <ul>
 *   <li>A pod gets connections once its readiness probe has succeeded and the endpoint's propagation is over.
 *   <li>A pod that is deleted goes on for its preStop time while that becomes known, then gets SIGTERM, and SIGKILL at the end
 *       of its grace. Those that are not ready are chosen first, then the newest.
 *   <li>A process that ends by itself or is killed is started again in its pod. Who connects to it is refused and tries
 *       another endpoint, so the balancer hears of that end at once.
 *   <li>The pods of a node that is lost are gone with all that they knew, and others take their places.
 * </ul>
 *
 * Thread-safe.
 */
public final class LocalCluster implements AutoCloseable {
    /** Until whoever balances connections has taken note. */
    private static final long HEARD_WITHIN_MILLIS = 20;

    private final PodSettings settings;
    private final CpuQuotas quotas;
    private final ContainerRuntime runtime;
    private final ClusterListener listener;
    private final RandomGenerator random;
    private final String quotaPrefix;
    private final PodAddresses addresses = new PodAddresses();
    private final EndpointSliceServer slices;
    private final List<LocalPod> pods = new ArrayList<>();
    private final ScheduledExecutorService propagation = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("endpoints").factory());
    private volatile int requestMilli;
    private int desired;
    private int surge;
    private int created;
    private boolean closed;

    /**
     * A cluster without pods.
     *
     * @param forgetsWhoLeaves whether its EndpointSlices leave out pods that are gone, as is right
     * @param random chooses who is killed
     * @throws IOException if there is no free port
     */
    public LocalCluster(
            PodSettings settings,
            CpuQuotas quotas,
            ContainerRuntime runtime,
            ClusterListener listener,
            boolean forgetsWhoLeaves,
            RandomGenerator random)
            throws IOException {
        this.settings = settings;
        this.requestMilli = settings.requestMilli();
        this.quotas = quotas;
        this.runtime = runtime;
        this.listener = listener;
        this.random = random;
        this.quotaPrefix = CpuQuotas.name(Long.toHexString(System.nanoTime()) + "-");
        this.slices = new EndpointSliceServer(forgetsWhoLeaves);
    }

    /** The API server that knows the pods. */
    public URI api() {
        return slices.uri();
    }

    /** From now on every pod asks for so many thousandths of a core, at least 1. */
    public void request(int milliCores) {
        requestMilli = milliCores;
    }

    /** As many pods as there shall be, those that are ending not counted. */
    public synchronized int desired() {
        return desired;
    }

    /** From now on there shall be so many pods, at least 0. */
    public synchronized void scale(int replicas) {
        if (replicas < 0) {
            throw new IllegalArgumentException("replicas: " + replicas + " (expected: >= 0)");
        }
        desired = replicas;
        reconcile();
    }

    /** All pods, as an autoscaler sees them. */
    public synchronized List<Pod> pods() {
        return pods.stream().map(pod -> pod.seen(requestMilli)).toList();
    }

    /** What runs, by the name of its pod. */
    public synchronized Map<String, Container> containers() {
        Map<String, Container> running = new LinkedHashMap<>();
        for (LocalPod pod : pods) {
            Container container = pod.container();
            if (container != null) {
                running.put(pod.name(), container);
            }
        }
        return running;
    }

    /** How many there are of each kind. */
    public synchronized ReplicaCounts counts() {
        int ready = (int) active().stream().filter(LocalPod::isReady).count();
        return new ReplicaCounts(
                System.nanoTime(), desired, active().size() - ready, ready, pods.size() - active().size());
    }

    /**
     * Waits until as many are ready as are desired.
     *
     * @return whether it came to that in time
     */
    public synchronized boolean awaitReady(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (counts().ready() < desired) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Waits until the last pod is gone. */
    public synchronized void awaitEmpty() throws InterruptedException {
        while (!pods.isEmpty()) {
            wait();
        }
    }

    /**
     * Kills the process of a pod that is ready (SIGKILL); it is started again in its pod.
     *
     * @param backOff how long after its end
     * @return whether there was one beside the eldest
     */
    public boolean kill(Duration backOff) throws InterruptedException {
        Optional<LocalPod> victim = anyReady(1).stream().findFirst();
        if (victim.isPresent()) {
            victim.get().backOff(backOff);
            kill(List.of(victim.get()));
        }
        return victim.isPresent();
    }

    /**
     * Kills several pods at once (SIGKILL), as if their node were lost; others take their places.
     *
     * @return how many there were beside the eldest
     */
    public int loseNode(int replicas) throws InterruptedException {
        List<LocalPod> victims = anyReady(replicas);
        synchronized (this) {
            victims.forEach(LocalPod::lose);
        }
        kill(victims);
        synchronized (this) {
            reconcile();
        }
        return victims.size();
    }

    /** Deletes the newest pod; another takes its place. */
    public synchronized void delete() {
        active().stream().max(order()).ifPresent(this::delete);
        reconcile();
    }

    /**
     * Replaces every pod, one more at a time than desired and none fewer; returns when it is done.
     *
     * @param atMost for each pod
     * @return whether every new one got ready in time
     */
    public boolean rollOut(Duration atMost) throws InterruptedException {
        List<LocalPod> old;
        synchronized (this) {
            old = active();
        }
        boolean inTime = true;
        for (LocalPod pod : old) {
            inTime &= replace(pod, atMost);
        }
        return inTime;
    }

    private synchronized boolean replace(LocalPod pod, Duration atMost) throws InterruptedException {
        if (pod.isDeleting()) {
            return true;
        }
        surge = 1;
        reconcile();
        long end = System.nanoTime() + atMost.toNanos();
        while (surge > 0 && counts().ready() < desired + surge && end - System.nanoTime() > 0) {
            wait(HEARD_WITHIN_MILLIS);
        }
        boolean started = surge > 0;
        boolean inTime = started && counts().ready() >= desired + surge;
        if (started) {
            delete(pod);
        }
        surge = 0;
        reconcile();
        return inTime;
    }

    /** The pods that are to stay, in the order in which they were made. */
    private List<LocalPod> active() {
        return pods.stream().filter(pod -> !pod.isDeleting()).toList();
    }

    /** Those that go last first: ready ones before others, older before newer. */
    private Comparator<LocalPod> order() {
        return Comparator.comparing((LocalPod pod) -> !pod.isReady()).thenComparingInt(pods::indexOf);
    }

    private void reconcile() {
        if (closed) {
            return;
        }
        List<LocalPod> active = active();
        for (int i = active.size(); i < desired + surge; i++) {
            create();
        }
        active.stream().sorted(order()).skip(desired + surge).forEach(this::delete);
        tell();
    }

    private void create() {
        LocalPod pod = new LocalPod(this, settings, "gw-" + created++, addresses.next());
        pods.add(pod);
        slices.put(pod.name(), pod.address(), false, false);
        pod.begin();
    }

    private void delete(LocalPod pod) {
        slices.put(pod.name(), pod.address(), pod.isReady(), true);
        pod.delete();
    }

    private void kill(List<LocalPod> victims) throws InterruptedException {
        List<Container> running = new ArrayList<>();
        synchronized (this) {
            for (LocalPod pod : victims) {
                Container container = pod.container();
                if (container != null) {
                    running.add(container);
                    pod.doom(container);
                    setReady(pod, false);
                    listener.onEndpointGone(container);
                }
            }
        }
        TimeUnit.MILLISECONDS.sleep(HEARD_WITHIN_MILLIS);
        running.forEach(Container::kill);
    }

    /** So many that are ready, by chance, but never the eldest: one has to live long enough to show whether its memory grows. */
    private synchronized List<LocalPod> anyReady(int atMost) {
        List<LocalPod> ready = new ArrayList<>(
                active().stream().filter(LocalPod::isReady).skip(1).toList());
        List<LocalPod> chosen = new ArrayList<>();
        while (!ready.isEmpty() && chosen.size() < atMost) {
            chosen.add(ready.remove(random.nextInt(ready.size())));
        }
        return chosen;
    }

    ContainerRuntime runtime() {
        return runtime;
    }

    CpuQuota quotaFor(String incarnation) throws IOException {
        return quotas.create(quotaPrefix + incarnation, settings.requestMilli(), settings.limitMilli());
    }

    /** A probe has changed its mind, or the pod is to end. */
    synchronized void onReadiness(LocalPod pod, Container container, boolean ready) {
        if (pod.isReady() == ready || (ready && pod.isDoomed(container))) {
            return;
        }
        setReady(pod, ready);
        long delay = settings.propagation().toNanos();
        if (!closed) {
            propagation.schedule(() -> propagate(pod, container, ready), delay, TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void propagate(LocalPod pod, Container container, boolean ready) {
        if (!ready) {
            listener.onEndpointGone(container);
        } else if (pod.isReady() && container.equals(pod.container())) {
            listener.onEndpoint(container);
        }
    }

    private void setReady(LocalPod pod, boolean ready) {
        pod.setReady(ready);
        slices.put(pod.name(), pod.address(), ready, pod.isDeleting());
        tell();
    }

    /** Its process has ended by itself, or was killed. */
    synchronized void onDeath(LocalPod pod, Container container) {
        if (pod.isReady()) {
            setReady(pod, false);
        }
        listener.onEndpointGone(container);
    }

    synchronized void onGone(LocalPod pod) {
        pods.remove(pod);
        slices.remove(pod.name());
        reconcile();
        tell();
    }

    synchronized void onStartFailure(LocalPod pod, Exception cause) {
        if (closed || pod.isDeleting()) {
            return;
        }
        listener.onStartFailure(pod.name(), cause);
        // what does not start would not start the next time either
        if (surge > 0) {
            surge = 0;
        } else {
            desired = Math.max(0, desired - 1);
        }
    }

    private void tell() {
        notifyAll();
        listener.onReplicas(counts());
    }

    /** Kills what is left. */
    @Override
    public void close() {
        List<LocalPod> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(pods);
            for (LocalPod pod : left) {
                pod.delete();
                Container container = pod.container();
                if (container != null) {
                    container.kill();
                }
            }
        }
        try {
            for (LocalPod pod : left) {
                pod.awaitGone();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        propagation.shutdownNow();
        slices.close();
    }
}
