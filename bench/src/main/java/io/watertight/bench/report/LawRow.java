package io.watertight.bench.report;

import io.watertight.bench.proof.Finding;
import org.jspecify.annotations.Nullable;

/**
 * One law's answer.
 *
 * @param title the law's name
 * @param statement what it says
 * @param finding what it found
 * @param evidence one sentence with the numbers that this rests on
 * @param worst where it was broken most or came closest; null where there is no such place
 */
public record LawRow(
        String title,
        String statement,
        Finding finding,
        String evidence,
        @Nullable WorstRow worst) {

    /**
     * The place where a law was broken most or came closest.
     *
     * @param replica the replica incarnation
     * @param subject whose requests; null where the law is not about one subject
     * @param atSeconds when, after the load began
     * @param bound what the law allows
     * @param observed what was seen
     * @param unit what is counted
     */
    public record WorstRow(
            String replica, @Nullable Long subject, double atSeconds, double bound, double observed, String unit) {}
}
