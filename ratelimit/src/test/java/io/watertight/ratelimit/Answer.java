package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

/** The decision on one request, which may come later but not twice. */
final class Answer implements DecisionListener {

    private @Nullable Decision decision;

    static Answer of(Limiter limiter, SubjectKey subject, Quota quota, long cost) {
        Answer answer = new Answer();
        limiter.decide(subject, quota, cost, answer);
        return answer;
    }

    @Override
    public void onDecision(Decision made) {
        assertThat(decision).as("decisions on one request").isNull();
        decision = made;
    }

    /** Returns what was decided; there has to be something. */
    Decision decision() {
        assertThat(decision).as("decision").isNotNull();
        if (decision == null) {
            throw new AssertionError("asserted above");
        }
        return decision;
    }

    boolean hasCome() {
        return decision != null;
    }
}
