package io.watertight.bench.load;

/**
 * Told what became of every request that was sent or could not be. Called on the thread of the generator, which sends nothing
 * meanwhile: an implementation must return at once and must not block. An exception ends the run.
 */
public interface LoadObserver {
    void onResponse(LoadResponse response);

    void onFailure(LoadFailure failure);

    /** Ignores everything: for runs that only want the figures. */
    static LoadObserver none() {
        return new LoadObserver() {
            @Override
            public void onResponse(LoadResponse response) {}

            @Override
            public void onFailure(LoadFailure failure) {}
        };
    }
}
