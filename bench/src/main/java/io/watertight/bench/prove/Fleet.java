package io.watertight.bench.prove;

import io.watertight.bench.cluster.FreePorts;
import io.watertight.bench.load.Replica;
import io.watertight.bench.load.RunningLoad;
import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.proof.ReplicaEnd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The gateways of a run, as they come and go: some places, each with an address of its own, and in each one incarnation after
 * the other. The load follows: it is told of whoever comes, and of whoever goes. Thread-safe, one change at a time.
 */
final class Fleet implements AutoCloseable {

    /** Until the load's own thread has taken note that a replica is gone. */
    private static final long HEARD_WITHIN_NANOS = 50_000_000;

    private final ProofPlan plan;
    private final GatewayFiles files;
    private final EvidenceLog log;
    private final DecisionRecorder recorder;
    private final InetSocketAddress upstream;
    private final @Nullable Store store;
    private final LedgerClient ledgers = new LedgerClient();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<GatewayReplica> all = new CopyOnWriteArrayList<>();
    private @Nullable RunningLoad load;
    private int version;

    /** Where one incarnation follows the other. */
    private static final class Place {
        private final int number;
        private int incarnations;
        private @Nullable GatewayReplica current;

        private Place(int number) {
            this.number = number;
        }

        private String nextName() {
            String name = "gw-" + number + (incarnations == 0 ? "" : "." + incarnations);
            incarnations++;
            return name;
        }
    }

    Fleet(
            ProofPlan plan,
            GatewayFiles files,
            EvidenceLog log,
            DecisionRecorder recorder,
            InetSocketAddress upstream,
            @Nullable Store store) {
        this.plan = plan;
        this.files = files;
        this.log = log;
        this.recorder = recorder;
        this.upstream = upstream;
        this.store = store;
    }

    /**
     * Starts as many as the plan says, and waits until all of them are ready.
     *
     * @throws IOException if one does not start
     */
    synchronized void start() throws IOException, InterruptedException {
        boolean known = plan.sharing().mode() != LimiterMode.LOCAL;
        List<Integer> found = known ? FreePorts.find(plan.replicas()) : List.of();
        for (int i = 0; i < plan.replicas(); i++) {
            ports.add(known ? found.get(i) : 0);
            places.add(new Place(i));
        }
        for (Place place : places) {
            startAt(place);
        }
        for (GatewayReplica replica : all) {
            replica.awaitReady();
        }
    }

    private void startAt(Place place) throws IOException, InterruptedException {
        String name = place.nextName();
        int number = log.addReplica(name);
        recorder.know(name, number);
        GatewayReplica started = GatewayReplica.start(
                plan,
                files,
                name,
                number,
                files.writeConfig(name, ports.get(place.number), ports, upstream, store, version),
                ledgers);
        place.current = started;
        all.add(started);
    }

    /** From now on the load is told of changes. */
    synchronized void follow(RunningLoad run) {
        load = run;
    }

    /** All incarnations there have been, in the order in which they were started. */
    List<GatewayReplica> all() {
        return all;
    }

    /** Where the load may go now. */
    synchronized List<Replica> targets() {
        return current().stream().map(GatewayReplica::target).toList();
    }

    private List<GatewayReplica> current() {
        List<GatewayReplica> current = new ArrayList<>();
        for (Place place : places) {
            if (place.current != null) {
                current.add(place.current);
            }
        }
        return current;
    }

    /** The last place in which there is a replica; a fleet is never left without one. */
    private @Nullable Place victim() {
        List<Place> taken =
                places.stream().filter(place -> place.current != null).toList();
        return taken.size() < 2 ? null : taken.getLast();
    }

    /**
     * Kills a replica (SIGKILL): the newest place's. What can fail with it is what is under way on its connections, and what
     * the load sends there before it has heard of the end.
     *
     * @return the number of its place, or -1 if it would have been the last
     */
    synchronized int kill() throws InterruptedException {
        Place place = victim();
        GatewayReplica replica = place == null ? null : place.current;
        if (place == null || replica == null) {
            return -1;
        }
        place.current = null;
        long killed = System.nanoTime();
        replica.kill();
        leave(replica);
        long deafNanos = System.nanoTime() - killed + HEARD_WITHIN_NANOS;
        replica.awaitEnd();
        long sentMeanwhile = (long) Math.ceil(plan.rate() * deafNanos / 1e9);
        log.ended(
                replica.number(),
                new ReplicaEnd.Killed(System.nanoTime(), plan.connectionsPerReplica() + sentMeanwhile));
        return place.number;
    }

    /**
     * Asks a replica to leave (SIGTERM), and waits until it has: the newest place's.
     *
     * @return the number of its place, or -1 if it would have been the last
     */
    synchronized int stop() throws InterruptedException {
        Place place = victim();
        GatewayReplica replica = place == null ? null : place.current;
        if (place == null || replica == null) {
            return -1;
        }
        place.current = null;
        leave(replica);
        end(replica);
        return place.number;
    }

    private void leave(GatewayReplica replica) {
        if (load != null) {
            load.removeReplica(replica.name());
        }
    }

    private void end(GatewayReplica replica) throws InterruptedException {
        log.ended(replica.number(), replica.stop(account -> log.account(replica.number(), account)));
    }

    /**
     * Starts another replica in a place, and gives it traffic once it is ready.
     *
     * @param number of a place that is free
     * @throws IOException if it does not start
     */
    synchronized void startAgain(int number) throws IOException, InterruptedException {
        Place place = places.get(number);
        startAt(place);
        GatewayReplica started = place.current;
        if (started != null) {
            started.awaitReady();
            if (load != null) {
                load.addReplica(started.target());
            }
        }
    }

    /** Writes every configuration again, saying the same in other words. */
    synchronized void reload() throws IOException {
        version++;
        for (Place place : places) {
            GatewayReplica replica = place.current;
            if (replica != null) {
                files.writeConfig(replica.name(), ports.get(place.number), ports, upstream, store, version);
            }
        }
    }

    /** Asks all that are left to leave, and takes down what they say last. */
    synchronized void stopAll() throws InterruptedException {
        for (Place place : places) {
            GatewayReplica replica = place.current;
            place.current = null;
            if (replica != null) {
                end(replica);
            }
        }
    }

    /** User and system time of all that live. */
    synchronized long cpuNanos() throws IOException {
        long sum = 0;
        for (GatewayReplica replica : current()) {
            sum += replica.cpuNanos();
        }
        return sum;
    }

    /** From exec to the ready line, of all incarnations. */
    List<Duration> startTimes() {
        return all.stream().map(GatewayReplica::startTime).toList();
    }

    @Override
    public void close() {
        all.forEach(GatewayReplica::close);
    }
}
