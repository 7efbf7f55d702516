package io.watertight.bench.scenario;

import java.util.ArrayList;
import java.util.List;

/** How a load goes up and down, without size. */
sealed interface Shape {
    /** The stages. */
    List<ShapeStage> stages(int steps);

    /** How many steps it has if nobody says otherwise; 0 where there is no choice. */
    int defaultSteps();

    /** Stages as they are. */
    record Fixed(List<ShapeStage> list) implements Shape {
        @Override
        public List<ShapeStage> stages(int steps) {
            return list;
        }

        @Override
        public int defaultSteps() {
            return 0;
        }
    }

    /**
     * Equal steps up to the peak, all as long as each other.
     *
     * @param defaultSteps at least 1
     * @param start part of the peak that a step before the first is at; 0 leaves that step out
     * @param hold so many steps' time more at the peak
     */
    record Staircase(int defaultSteps, double start, int hold) implements Shape {
        @Override
        public List<ShapeStage> stages(int steps) {
            List<ShapeStage> stages = new ArrayList<>();
            if (start > 0) {
                stages.add(new ShapeStage(1, start, start));
            }
            for (int step = 1; step <= steps; step++) {
                double height = start + (1 - start) * step / steps;
                stages.add(new ShapeStage(step == steps ? 1 + hold : 1, height, height));
            }
            return stages;
        }
    }
}
