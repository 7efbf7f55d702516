package io.watertight.bench.proof;

/** What a law, or all of them, found. */
public enum Finding {
    HELD,
    VIOLATED,
    INCONCLUSIVE,
    NOT_APPLICABLE
}
