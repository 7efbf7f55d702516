package io.watertight.bench.prove;

import io.watertight.bench.load.LoadProgress;

/** Told how far a run is; from several threads, and must return at once. */
public interface ProofProgress {

    /** A part of the run begins. */
    void phase(String what);

    /**
     * Once a second under load.
     *
     * @param live buckets that live in all gateways
     * @param bound about the most that may live
     */
    void load(LoadProgress seen, long live, long bound);

    /** Once a second while the load is off. */
    void drain(long live);
}
