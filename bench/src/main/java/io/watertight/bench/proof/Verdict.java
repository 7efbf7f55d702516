package io.watertight.bench.proof;

import java.util.List;

/**
 * The judgement on a run. Immutable.
 *
 * @param finding {@link Finding#HELD}, {@link Finding#VIOLATED} or {@link Finding#INCONCLUSIVE}
 * @param laws the answer of every law that was asked, in the order of {@link LawName}
 * @param objections why the run could not have shown a fault, as sentences; empty for a valid run
 */
public record Verdict(Finding finding, List<LawResult> laws, List<String> objections) {
    public Verdict {
        laws = List.copyOf(laws);
        objections = List.copyOf(objections);
    }

    /** A violated law wins over everything; any doubt wins over laws that held. */
    static Verdict of(List<LawResult> laws, List<String> objections) {
        List<Finding> findings = laws.stream().map(LawResult::finding).toList();
        if (findings.contains(Finding.VIOLATED)) {
            return new Verdict(Finding.VIOLATED, laws, objections);
        }
        boolean shown =
                objections.isEmpty() && findings.contains(Finding.HELD) && !findings.contains(Finding.INCONCLUSIVE);
        return new Verdict(shown ? Finding.HELD : Finding.INCONCLUSIVE, laws, objections);
    }

    /** What the command line exits with: 0 held, 1 violated, 3 inconclusive. */
    public int exitCode() {
        return switch (finding) {
            case HELD -> 0;
            case VIOLATED -> 1;
            case INCONCLUSIVE, NOT_APPLICABLE -> 3;
        };
    }

    /** The answer of one law, which was asked. */
    public LawResult of(LawName law) {
        return laws.stream().filter(result -> result.law() == law).findFirst().orElseThrow();
    }
}
