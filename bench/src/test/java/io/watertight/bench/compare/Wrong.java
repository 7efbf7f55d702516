package io.watertight.bench.compare;

/** The one thing that a {@link StubGateway} does wrong. */
enum Wrong {
    NOTHING,
    TAKES_ANY_SIGNATURE,
    TAKES_EXPIRED_TOKENS,
    TAKES_UNSIGNED_TOKENS,
    LIMITS_ONE_LATE,
    LIMITS_ALL_SUBJECTS_TOGETHER,
    COUNTS_IN_TWO_STEPS,
    COUNTS_IN_FIXED_WINDOWS
}
