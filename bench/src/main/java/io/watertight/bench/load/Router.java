package io.watertight.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Chooses the pool of every request, as replicas come and go. Confined to the thread of the generator. */
final class Router {
    private record Ready(Replica replica, ConnectionPool pool) {}

    private final ConnectionOptions options;
    private final ConnectionPool.Connector connector;
    private final Scorekeeper score;
    private final SplittableRandom random;
    private final List<Ready> ready = new ArrayList<>();
    private final List<ConnectionPool> pools = new ArrayList<>();
    private final @Nullable ConnectionPool shared;
    /** Of each stream by itself: streams that keep step would otherwise each meet the same replica every time. */
    private int[] turns = new int[8];

    Router(ConnectionOptions options, ConnectionPool.Connector connector, Scorekeeper score, long seed) {
        this.options = options;
        this.connector = connector;
        this.score = score;
        random = new SplittableRandom(seed);
        if (options.balancing() == Balancing.PER_CONNECTION) {
            shared = new ConnectionPool(
                    connector,
                    () -> ready.isEmpty() ? null : any().replica(),
                    () -> options.maxPerReplica() * Math.max(1, ready.size()),
                    score);
            pools.add(shared);
        } else {
            shared = null;
        }
    }

    /** Has no effect where a replica of that id is there already. */
    void add(Replica replica) {
        if (ready.stream().noneMatch(there -> there.replica().id().equals(replica.id()))) {
            ConnectionPool pool = new ConnectionPool(connector, () -> replica, options::maxPerReplica, score);
            pools.add(pool);
            ready.add(new Ready(replica, pool));
        }
    }

    /** No new connection goes there; connections of its own pool end, those of the shared one stay. */
    void remove(String replicaId) {
        for (Ready leaving : List.copyOf(ready)) {
            if (leaving.replica().id().equals(replicaId)) {
                ready.remove(leaving);
                leaving.pool()
                        .retire()
                        .forEach(
                                request -> perReplica(request.stream(), request.subject(), request.intendedNanos(), 1));
            }
        }
    }

    /** @param sticky whether the subject's replica is always the same one, as long as the replicas stay */
    void submit(int stream, int burst, boolean sticky, long subject, long intendedNanos) {
        if (sticky && !ready.isEmpty()) {
            int home = (int) Math.floorMod(stream + subject, (long) ready.size());
            submit(ready.get(home).pool(), stream, subject, intendedNanos, burst);
        } else if (shared != null && burst == 1) {
            shared.submit(stream, subject, intendedNanos);
        } else {
            perReplica(stream, subject, intendedNanos, burst);
        }
    }

    long waiting() {
        return pools.stream().mapToLong(ConnectionPool::waiting).sum();
    }

    void dropWaiting() {
        pools.forEach(ConnectionPool::dropWaiting);
    }

    /** Fails requests that were sent before the instant and have no answer; forgets pools that are gone. */
    void failSentBefore(long nanos) {
        pools.forEach(pool -> pool.failSentBefore(nanos));
        pools.removeIf(ConnectionPool::isGone);
    }

    void close() {
        ready.clear();
        pools.forEach(ConnectionPool::retire);
    }

    private void perReplica(int stream, long subject, long intendedNanos, int burst) {
        if (ready.isEmpty()) {
            for (int i = 0; i < burst; i++) {
                score.onFailed(new LoadFailure("", stream, subject, FailureKind.CONNECT, intendedNanos, 0));
            }
            return;
        }
        ConnectionPool pool = (options.balancing() == Balancing.ROUND_ROBIN ? next(stream) : any()).pool();
        submit(pool, stream, subject, intendedNanos, burst);
    }

    private static void submit(ConnectionPool pool, int stream, long subject, long intendedNanos, int burst) {
        for (int i = 0; i < burst; i++) {
            pool.submit(stream, subject, intendedNanos);
        }
    }

    private Ready next(int stream) {
        if (stream >= turns.length) {
            turns = Arrays.copyOf(turns, 2 * stream);
        }
        turns[stream] = (turns[stream] + 1) % ready.size();
        return ready.get(turns[stream]);
    }

    private Ready any() {
        return ready.get(random.nextInt(ready.size()));
    }
}
