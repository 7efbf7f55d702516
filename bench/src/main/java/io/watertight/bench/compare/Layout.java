package io.watertight.bench.compare;

/** Which processor runs what. */
enum Layout {
    /**
     * Gateway, upstream and client on one processor: CPU for a request repeats best when none of them waits for a halted
     * processor to wake.
     */
    TOGETHER,
    /** The gateway on a processor of its own, so that it is the first to be saturated. */
    APART
}
