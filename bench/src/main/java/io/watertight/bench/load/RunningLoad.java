package io.watertight.bench.load;

/** A load under way, by whatever engine, and the replicas that it may go to. Thread-safe. */
public interface RunningLoad extends AutoCloseable {

    /** From now on new connections may go there. Has no effect where a replica of that id is there already. */
    void addReplica(Replica replica);

    /** From now on no new connection goes there; what becomes of those that exist is the engine's matter. */
    void removeReplica(String replicaId);

    /** Ends the load early: nothing more is sent, and requests under way have a grace to be answered. */
    void stop();

    /**
     * Waits for the end.
     *
     * @throws IllegalStateException if the observer, or the engine itself, failed
     */
    LoadResult result() throws InterruptedException;

    /** Stops the load if it is still under way. */
    @Override
    void close();
}
