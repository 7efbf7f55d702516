package io.watertight.ratelimit;

/** Takes the decision a {@link Limiter} was asked for. */
@FunctionalInterface
public interface DecisionListener {

    /** Called exactly once per decision asked for, on a thread of the limiter's choice. */
    void onDecision(Decision decision);
}
