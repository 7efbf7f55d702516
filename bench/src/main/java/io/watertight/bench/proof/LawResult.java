package io.watertight.bench.proof;

import java.util.Optional;

/**
 * One law's answer. Immutable.
 *
 * @param law which law
 * @param finding what it found
 * @param evidence one sentence, with the numbers that it rests on
 * @param worst where it was broken most or came closest, if there is such a place
 */
public record LawResult(LawName law, Finding finding, String evidence, Optional<WorstCase> worst) {

    static LawResult held(LawName law, String evidence) {
        return new LawResult(law, Finding.HELD, evidence, Optional.empty());
    }

    static LawResult held(LawName law, String evidence, WorstCase closest) {
        return new LawResult(law, Finding.HELD, evidence, Optional.of(closest));
    }

    static LawResult violated(LawName law, String evidence) {
        return new LawResult(law, Finding.VIOLATED, evidence, Optional.empty());
    }

    static LawResult violated(LawName law, String evidence, WorstCase worst) {
        return new LawResult(law, Finding.VIOLATED, evidence, Optional.of(worst));
    }

    static LawResult inconclusive(LawName law, String why) {
        return new LawResult(law, Finding.INCONCLUSIVE, why, Optional.empty());
    }

    static LawResult notApplicable(LawName law, String why) {
        return new LawResult(law, Finding.NOT_APPLICABLE, why, Optional.empty());
    }

    boolean isViolated() {
        return finding == Finding.VIOLATED;
    }
}
