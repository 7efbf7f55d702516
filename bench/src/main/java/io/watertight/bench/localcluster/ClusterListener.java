package io.watertight.bench.localcluster;

/** Told what becomes of a cluster's pods. Calls come from several threads, one at a time; each must return soon. */
public interface ClusterListener {

    /** From now on new connections may go there. */
    void onEndpoint(Container container);

    /** From now on no new connection goes there. */
    void onEndpointGone(Container container);

    /** The number of pods in some state is another. */
    void onReplicas(ReplicaCounts counts);

    /** A process in a pod did not start, which is not tried again. */
    void onStartFailure(String pod, Exception cause);
}
