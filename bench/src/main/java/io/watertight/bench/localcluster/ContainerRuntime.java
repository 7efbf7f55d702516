package io.watertight.bench.localcluster;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Starts what runs in pods. Called by several threads at once. */
@FunctionalInterface
public interface ContainerRuntime {

    /**
     * Starts a process, and returns when it listens; it need not be ready.
     *
     * @param pod the pod's name
     * @param restarts how many there were in this pod before
     * @param address the pod's own, and the port at which it is to listen
     * @param quota what it may use of the CPU
     * @throws IOException if it does not start; the message says why
     */
    Container start(String pod, int restarts, InetSocketAddress address, CpuQuota quota)
            throws IOException, InterruptedException;
}
