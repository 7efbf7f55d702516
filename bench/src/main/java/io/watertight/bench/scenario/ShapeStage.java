package io.watertight.bench.scenario;

/**
 * A part of a shape. Immutable.
 *
 * @param weight its part of the duration, in relation to the others', at least 1
 * @param from part of the peak at its start, at least 0
 * @param to part of the peak at its end, at least 0; the way between is even
 */
record ShapeStage(int weight, double from, double to) {
    private static final int MAX_WEIGHT = 1_000_000;

    ShapeStage {
        if (weight < 1 || weight > MAX_WEIGHT || !(from >= 0 && to >= 0)) {
            throw new IllegalArgumentException("stage: [" + weight + ", " + from + ", " + to
                    + "] (expected: a weight of 1.." + MAX_WEIGHT + " and parts of the peak >= 0)");
        }
    }
}
