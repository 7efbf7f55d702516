package io.watertight.bench.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections that can stand in for each other, and the requests that wait for one. The connection that has been idle longest
 * is used first, so that all of them are used alike. Confined to the thread of the generator.
 */
final class ConnectionPool {
    /** More than this never wait: they are dropped, so that a server that stands still does not fill the heap. */
    private static final int MAX_WAITING = 200_000;

    /** Opens connections. */
    interface Connector {
        /** Calls {@link #onConnected} or {@link #onConnectFailed} of the pool, once. */
        void connect(Replica replica, ConnectionPool pool);
    }

    /** A request that is due and has no connection yet. */
    record Waiting(int stream, long subject, long intendedNanos) {}

    private final Connector connector;
    private final Supplier<@Nullable Replica> target;
    private final IntSupplier maxConnections;
    private final Scorekeeper score;

    private final Set<LoadConnection> connections = new LinkedHashSet<>();
    private final Queue<LoadConnection> idle = new ArrayDeque<>();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int opening;
    private boolean retired;

    /** @param target where the next connection goes; null where there is nowhere to go */
    ConnectionPool(
            Connector connector, Supplier<@Nullable Replica> target, IntSupplier maxConnections, Scorekeeper score) {
        this.connector = connector;
        this.target = target;
        this.maxConnections = maxConnections;
        this.score = score;
    }

    void submit(int stream, long subject, long intendedNanos) {
        LoadConnection connection = pollIdle();
        if (connection != null) {
            connection.send(stream, subject, intendedNanos);
        } else if (waiting.size() == MAX_WAITING) {
            score.onDropped(1);
        } else {
            waiting.add(new Waiting(stream, subject, intendedNanos));
            openForWaiting();
        }
    }

    void onConnected(LoadConnection connection) {
        opening--;
        connections.add(connection);
        onIdle(connection);
    }

    void onConnectFailed(Replica replica) {
        opening--;
        failNextWaiting(replica.id());
        openForWaiting();
    }

    void onIdle(LoadConnection connection) {
        if (retired) {
            connection.retire();
            return;
        }
        Waiting next = waiting.poll();
        if (next == null) {
            idle.add(connection);
        } else {
            connection.send(next.stream(), next.subject(), next.intendedNanos());
        }
    }

    void onClosed(LoadConnection connection) {
        connections.remove(connection);
        idle.remove(connection);
        openForWaiting();
    }

    /** Ends idle connections now and busy ones after their answer; returns the requests that waited. */
    List<Waiting> retire() {
        retired = true;
        idle.clear();
        List.copyOf(connections).forEach(LoadConnection::retire);
        List<Waiting> homeless = new ArrayList<>(waiting);
        waiting.clear();
        return homeless;
    }

    void dropWaiting() {
        score.onDropped(waiting.size());
        waiting.clear();
    }

    void failSentBefore(long nanos) {
        List.copyOf(connections).forEach(connection -> connection.failIfSentBefore(nanos));
    }

    int waiting() {
        return waiting.size();
    }

    /** Whether it was retired and its last connection is gone. */
    boolean isGone() {
        return retired && connections.isEmpty() && opening == 0;
    }

    private @Nullable LoadConnection pollIdle() {
        LoadConnection connection = idle.poll();
        while (connection != null && !connection.isIdle()) {
            connection = idle.poll();
        }
        return connection;
    }

    private void openForWaiting() {
        while (opening < waiting.size() && connections.size() + opening < maxConnections.getAsInt()) {
            Replica replica = target.get();
            if (replica == null) {
                failNextWaiting("");
            } else {
                opening++;
                connector.connect(replica, this);
            }
        }
    }

    private void failNextWaiting(String replicaId) {
        Waiting next = waiting.poll();
        if (next != null) {
            score.onFailed(new LoadFailure(
                    replicaId, next.stream(), next.subject(), FailureKind.CONNECT, next.intendedNanos(), 0));
        }
    }
}
