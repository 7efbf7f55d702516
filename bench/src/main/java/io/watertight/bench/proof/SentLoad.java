package io.watertight.bench.proof;

import org.jspecify.annotations.Nullable;

/**
 * What a load generator elsewhere says that it has sent, to be found again in the ledgers. Immutable.
 *
 * @param subjects the exact number of distinct subjects
 * @param answers what it was answered; null where only the subjects are known
 */
public record SentLoad(long subjects, @Nullable Answers answers) {
    /**
     * Answers to requests.
     *
     * @param allowed those that were admitted
     * @param limited those that were denied
     * @param unknown requests whose decision is not known: they failed, or were cut off
     */
    public record Answers(long allowed, long limited, long unknown) {}
}
