package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

final class MemoryLawTest {
    private static final long LOAD_MILLIS = 20_000;
    private static final long BASE_BYTES = 20_000_000;
    private static final long NOISE_BYTES = 80_000;

    private final Random random = new Random(20261122);

    @Test
    void aLiveSetThatStaysHolds() {
        // Given
        Evidence evidence = run(1, subjects -> BASE_BYTES + noise(), BASE_BYTES, 0);

        // When
        LawResult result = new MemoryLaw().judge(evidence);

        // Then
        assertThat(result.finding()).as(result.evidence()).isEqualTo(Finding.HELD);
        assertThat(result.evidence())
                .matches("gw-1's live set grew by -?[0-9.]+ bytes per subject \\(95 % interval -[0-9.]+ to [0-9.]+,"
                        + " allowed 123\\) over 17,000 subjects and was [0-9.]+ KiB (above|below) its warm level after"
                        + " the drain\\.");
    }

    @Test
    void aKilobyteKeptForEachSubjectIsALeak() {
        // Given
        Evidence evidence = run(1, subjects -> BASE_BYTES + noise() + 1_000 * subjects, BASE_BYTES, 0);

        // When
        LawResult result = new MemoryLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence()).matches("gw-1's live set grew by (99[0-9]|1,00[0-9]) bytes per subject .*");
    }

    @Test
    void aSmallLeakShowsOnceTheSubjectsAreMany() {
        // Given
        Evidence evidence = run(40, subjects -> BASE_BYTES + noise() + 48 * subjects, BASE_BYTES, 0);

        // When
        LawResult result = new MemoryLaw().judge(evidence);

        // Then
        assertThat(result.finding()).as(result.evidence()).isEqualTo(Finding.VIOLATED);
    }

    @Test
    void aPopulationThatGrowsIsNotALeak() {
        // Given
        Evidence evidence = run(1, subjects -> BASE_BYTES + noise() + 130 * subjects, BASE_BYTES, 1);

        // When
        LawResult result = new MemoryLaw().judge(evidence);

        // Then
        assertThat(result.finding()).as(result.evidence()).isNotEqualTo(Finding.VIOLATED);
    }

    @Test
    void heapTooNoisyToTellIsInconclusive() {
        // Given
        Evidence evidence = run(1, subjects -> BASE_BYTES + 60 * noise(), BASE_BYTES, 0);

        // When
        LawResult result = new MemoryLaw().judge(evidence);

        // Then
        assertThat(result.finding()).as(result.evidence()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(result.evidence()).startsWith("Too noisy to tell: gw-1's live set grew by ");
    }

    @Test
    void memoryThatDoesNotComeBackAfterTheDrainIsALeak() {
        // Given
        Evidence evidence = run(1, subjects -> BASE_BYTES, BASE_BYTES + 9_000_000, 0);

        // When
        LawResult result = new MemoryLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence())
                .isEqualTo("gw-1's live set stayed 8.58 MiB above its warm level after the drain (4.00 MiB allowed).");
    }

    @Test
    void noiseAtOneReplicaIsNotHiddenByAnotherThatMayGrowMore() {
        // Given one whose few subjects allow it much, and one whose many do not
        Facts facts = new Facts();
        replica(facts, 1, 1, subjects -> BASE_BYTES + 100 * subjects + noise() / 4, BASE_BYTES, 0);
        replica(facts, 2, 8, subjects -> BASE_BYTES + 16 * subjects + 2 * noise(), BASE_BYTES, 0);
        Evidence evidence = facts.over(LOAD_MILLIS);

        // When
        LawResult result = new MemoryLaw().judge(evidence);

        // Then
        assertThat(result.finding()).as(result.evidence()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(result.evidence()).startsWith("Too noisy to tell: gw-2's live set grew by ");
    }

    @Test
    void whoOutlivesTheLoadIsLookedAtAfterItsDrain() {
        // Given
        Facts facts = new Facts();
        samples(facts, 1, 1, subjects -> BASE_BYTES, 0);
        Evidence notSampled = facts.over(LOAD_MILLIS);
        Evidence killed = facts.ended(1, new ReplicaEnd.Killed(Facts.nanos(LOAD_MILLIS), 0))
                .over(LOAD_MILLIS);

        // When
        LawResult result = new MemoryLaw().judge(notSampled);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(result.evidence()).isEqualTo("gw-1 outlived the load and was not sampled after its drain.");
        assertThat(new MemoryLaw().judge(killed).finding()).isEqualTo(Finding.HELD);
    }

    @Test
    void tooFewSamplesTellNothing() {
        // Given
        Evidence evidence = new Facts().admitted(1, 7, 0).over(LOAD_MILLIS);

        // When
        LawResult result = new MemoryLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(result.evidence())
                .isEqualTo("No replica was sampled 6 times in its steady state while it saw 4,096 new subjects.");
    }

    @Test
    void memoryIsNotJudgedWhereThePopulationIsNotWithinItsBound() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .ledger(1, Facts.HORIZON_MILLIS, 1, 0, 1, 0)
                .over(1_000);

        // When
        Verdict verdict = Judge.judge(evidence);

        // Then
        assertThat(verdict.of(LawName.MEMORY).finding()).isEqualTo(Finding.NOT_APPLICABLE);
        assertThat(verdict.of(LawName.MEMORY).evidence())
                .isEqualTo("Its premise, a population within its bound, does not hold: see Population and Drain.");
    }

    /** One replica that sees so many new subjects a millisecond, sampled every 2 s from 2 s on, and after the drain. */
    private static Evidence run(
            int subjectsPerMilli, LongUnaryOperator heapBySubjects, long heapAfterDrain, int livePerSubject) {
        Facts facts = new Facts();
        replica(facts, 1, subjectsPerMilli, heapBySubjects, heapAfterDrain, livePerSubject);
        return facts.over(LOAD_MILLIS);
    }

    private static void replica(
            Facts facts,
            int replica,
            int subjectsPerMilli,
            LongUnaryOperator heapBySubjects,
            long heapAfterDrain,
            int livePerSubject) {
        samples(facts, replica, subjectsPerMilli, heapBySubjects, livePerSubject);
        facts.process(replica, sample(LOAD_MILLIS + 2 * Facts.HORIZON_MILLIS, heapAfterDrain));
    }

    /** Without one after the drain. */
    private static void samples(
            Facts facts, int replica, int subjectsPerMilli, LongUnaryOperator heapBySubjects, int livePerSubject) {
        long subject = replica * 1_000_000L;
        for (long millis = 0; millis < LOAD_MILLIS; millis++) {
            for (int i = 0; i < subjectsPerMilli; i++) {
                facts.admitted(replica, subject++, millis);
            }
        }
        for (long millis = 2_000; millis < LOAD_MILLIS; millis += 1_700) {
            long seen = (millis + 1) * subjectsPerMilli;
            facts.ledger(replica, millis, seen, seen - livePerSubject * seen, seen, 0);
            facts.process(replica, sample(millis, heapBySubjects.applyAsLong(seen)));
        }
    }

    private static ProcessSample sample(long millis, long heapBytes) {
        return new ProcessSample(Facts.nanos(millis), heapBytes, 4_000_000, 150, 18, 120_000_000, 0);
    }

    private long noise() {
        return (long) (random.nextGaussian() * NOISE_BYTES);
    }
}
