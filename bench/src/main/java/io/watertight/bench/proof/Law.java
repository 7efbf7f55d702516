package io.watertight.bench.proof;

/** One law of the guarantees: judges the evidence of a run. Implementations are stateless. */
interface Law {
    LawName name();

    LawResult judge(Evidence evidence);
}
