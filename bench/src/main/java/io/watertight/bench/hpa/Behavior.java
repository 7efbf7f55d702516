package io.watertight.bench.hpa;

/**
 * What an autoscaler's {@code spec.behavior} says, its defaults filled in. Immutable.
 *
 * @param up rules for going up
 * @param down rules for going down
 */
public record Behavior(ScalingRules up, ScalingRules down) {
    /** What becomes of a behavior that is there and empty. */
    public static final Behavior DEFAULTS = new Behavior(ScalingRules.UP, ScalingRules.DOWN);

    Behavior scaled(TimeScale scale) {
        return new Behavior(up.scaled(scale), down.scaled(scale));
    }
}
