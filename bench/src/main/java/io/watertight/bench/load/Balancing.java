package io.watertight.bench.load;

/** How traffic is spread over replicas. */
public enum Balancing {
    /** Each request, or burst, goes to the replica after the one that its stream had last. */
    ROUND_ROBIN,
    /** Each request, or burst, goes to any replica. */
    RANDOM,
    /**
     * Each connection goes to any replica when it is opened and stays there; a request takes any idle connection. This is
     * how a Kubernetes service spreads traffic: a new replica gets none before a new connection is opened. A burst still goes
     * to one replica, on connections of its own.
     */
    PER_CONNECTION
}
