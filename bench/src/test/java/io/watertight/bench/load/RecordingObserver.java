package io.watertight.bench.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps everything it is told. */
final class RecordingObserver implements LoadObserver {
    private final List<LoadResponse> responses = new CopyOnWriteArrayList<>();
    private final List<LoadFailure> failures = new CopyOnWriteArrayList<>();

    @Override
    public void onResponse(LoadResponse response) {
        responses.add(response);
    }

    @Override
    public void onFailure(LoadFailure failure) {
        failures.add(failure);
    }

    List<LoadResponse> responses() {
        return responses;
    }

    List<LoadFailure> failures() {
        return failures;
    }
}
