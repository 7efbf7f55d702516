package io.watertight.bench.load;

import org.jspecify.annotations.Nullable;

/**
 * Keeps what an observer throws away from the connections, which would take it for a fault of the peer. After the first
 * exception, and after the end of the run, the observer is told nothing more. Confined to the thread of the generator.
 */
final class GuardedObserver implements LoadObserver {
    private final LoadObserver observer;
    private @Nullable Throwable thrown;
    private boolean muted;

    GuardedObserver(LoadObserver observer) {
        this.observer = observer;
    }

    @Override
    public void onResponse(LoadResponse response) {
        guard(() -> observer.onResponse(response));
    }

    @Override
    public void onFailure(LoadFailure failure) {
        guard(() -> observer.onFailure(failure));
    }

    void guard(Runnable call) {
        if (muted) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            thrown = e;
            muted = true;
        }
    }

    void mute() {
        muted = true;
    }

    @Nullable
    Throwable thrown() {
        return thrown;
    }
}
