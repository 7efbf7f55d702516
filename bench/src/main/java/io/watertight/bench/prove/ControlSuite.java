package io.watertight.bench.prove;

import io.watertight.bench.control.Fault;
import io.watertight.bench.proof.Finding;
import io.watertight.bench.proof.LawName;
import io.watertight.bench.proof.LawResult;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a control run was expected to show, and did. Stateless. */
public final class ControlSuite {

    private ControlSuite() {}

    /** How a control came out. */
    public enum Result {
        /** Guilty of exactly its laws; or, without a fault, of none. */
        AS_EXPECTED,
        /** Guilty of others, or not of its own. */
        WRONG,
        /** Nothing can be said. */
        INCONCLUSIVE
    }

    /** The laws that the run found violated. */
    public static Set<LawName> violated(ProofOutcome outcome) {
        return outcome.verdict().laws().stream()
                .filter(law -> law.finding() == Finding.VIOLATED)
                .map(LawResult::law)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(LawName.class)));
    }

    /** Compares a control's verdict with its fault. */
    public static Result judge(Fault fault, ProofOutcome outcome) {
        Set<LawName> violated = violated(outcome);
        if (!violated.equals(fault.laws())) {
            boolean onlyTooFew = fault.laws().containsAll(violated);
            return onlyTooFew && outcome.verdict().finding() == Finding.INCONCLUSIVE
                    ? Result.INCONCLUSIVE
                    : Result.WRONG;
        }
        boolean expectsNothing = fault.laws().isEmpty();
        return expectsNothing && outcome.verdict().finding() != Finding.HELD ? Result.INCONCLUSIVE : Result.AS_EXPECTED;
    }
}
