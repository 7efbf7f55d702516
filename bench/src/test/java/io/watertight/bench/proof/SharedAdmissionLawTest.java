package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SharedAdmissionLawTest {
    private static final ModeUnderTest REDIS =
            new ModeUnderTest(LimiterMode.REDIS, OutagePolicy.SHARE, 3, 0, 1_000_000_000);

    @Test
    void replicasThatShareALimitAreJudgedTogether() {
        // Given two replicas that admit a burst each
        Evidence evidence = new Facts(new ModeUnderTest(LimiterMode.SHARE, OutagePolicy.SHARE, 2, 0, 1_000_000_000))
                .admitted(1, 7, 0, 0)
                .admitted(2, 7, 10, 10)
                .over(1_000);

        // When
        LawResult result = new AdmissionLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence())
                .isEqualTo("1 subject exceeded its limit; the worst, subject 7 on all replicas, was admitted 4 times in"
                        + " 10.0 ms, 2 more than the 2 allowed.");
    }

    @Test
    void aChargeLiesAnywhereBetweenItsRequestAndItsAnswer() {
        // Given three requests at once, of which one may have waited long enough
        Evidence possible = new Facts(REDIS)
                .decided(1, 7, 0, 10, true)
                .decided(2, 7, 0, 10, true)
                .decided(3, 7, 0, 100, true)
                .over(1_000);
        // and the same with an answer that came too soon for that
        Evidence impossible = new Facts(REDIS)
                .decided(1, 7, 0, 10, true)
                .decided(2, 7, 0, 10, true)
                .decided(3, 7, 0, 99, true)
                .over(1_000);

        // Then
        assertThat(new AdmissionLaw().judge(possible).finding()).isEqualTo(Finding.HELD);
        assertThat(new AdmissionLaw().judge(impossible).finding()).isEqualTo(Finding.VIOLATED);
    }

    @Test
    void whereEverythingWasToBeAdmittedNothingIsBounded() {
        // Given
        ModeUnderTest open = new ModeUnderTest(LimiterMode.REDIS, OutagePolicy.OPEN, 1, 0, 1_000_000_000);
        LimiterAccount away = new LimiterAccount(List.of(), List.of(Facts.span(100, 200)), 0);
        Evidence inIt = new Facts(open)
                .account(1, away)
                .admitted(1, 7, 120, 130, 140, 150)
                .over(1_000);
        Evidence afterIt = new Facts(open)
                .account(1, away)
                .admitted(1, 7, 220, 230, 240, 250)
                .admitted(1, 8, 0)
                .over(1_000);

        // Then
        assertThat(new AdmissionLaw().judge(inIt).finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(new AdmissionLaw().judge(afterIt).finding()).isEqualTo(Finding.VIOLATED);
    }

    /** Whatever the network does to the answers, an exact store is never accused. */
    @Test
    void anExactStoreIsClearedWhateverItsAnswersTake() {
        for (long seed = 0; seed < 500; seed++) {
            // Given
            Evidence evidence = overStore(seed, 0);

            // When
            LawResult result = new AdmissionLaw().judge(evidence);

            // Then
            assertThat(result.finding()).as("seed %d: %s", seed, result).isEqualTo(Finding.HELD);
        }
    }

    @Test
    void aStoreThatAdmitsTwiceItsRateIsFound() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(new AdmissionLaw().judge(overStore(seed, 50_000_000)).finding())
                    .as("seed %d", seed)
                    .isEqualTo(Finding.VIOLATED);
        }
    }

    /** One subject over three replicas, answers that take up to 80 ms each way, and a store that gives some time away per admission. */
    private static Evidence overStore(long seed, long givenAwayNanos) {
        Random random = new Random(seed);
        Oracle oracle = new Oracle(Facts.LIMIT);
        Facts facts = new Facts(REDIS);
        long tat = Oracle.RESTED;
        for (long millis = 1_000; millis < 11_000; millis += random.nextInt(60)) {
            long charged = Facts.nanos(millis);
            boolean admitted = oracle.excessNanos(tat, charged) <= 0;
            if (admitted) {
                tat = oracle.admit(tat, charged) - givenAwayNanos;
            }
            facts.decided(random.nextInt(3), 7, millis - random.nextInt(80), millis + random.nextInt(80), admitted);
        }
        return facts.over(12_000);
    }

    /**
     * The slack of a fallback covers whatever replicas that fall back at random and begin with nothing can admit, and not what
     * they admit if they begin full.
     */
    @Test
    void aFallbackIsClearedIfItBeginsWithNothingAndFoundIfItBeginsFull() {
        int found = 0;
        for (long seed = 0; seed < 300; seed++) {
            LawResult empty = new AdmissionLaw().judge(throughFallbacks(seed, true));
            assertThat(empty.finding()).as("seed %d: %s", seed, empty).isEqualTo(Finding.HELD);
            found += new AdmissionLaw().judge(throughFallbacks(seed, false)).isViolated() ? 1 : 0;
        }
        assertThat(found).isGreaterThan(100);
    }

    private static Evidence throughFallbacks(long seed, boolean beginsEmpty) {
        Random random = new Random(seed);
        int replicas = 2;
        long step = 1_000_000;
        long endNanos = Facts.nanos(20_000);
        Oracle store = new Oracle(Facts.LIMIT);
        Oracle part = new Oracle(new LimitUnderTest("default", "part", 200_000_000, 1));
        Facts facts = new Facts(new ModeUnderTest(LimiterMode.REDIS, OutagePolicy.SHARE, replicas, 0, 1_000_000_000));
        List<List<Span>> fallbacks = new ArrayList<>();
        long[] partTat = new long[replicas];
        for (int i = 0; i < replicas; i++) {
            List<Span> spans = new ArrayList<>();
            long at = Facts.nanos(random.nextInt(3_000));
            while (at < endNanos) {
                long to = at + (1 + random.nextInt(3_000)) * step;
                spans.add(new Span(at, to));
                at = to + (1 + random.nextInt(3_000)) * step;
            }
            fallbacks.add(spans);
            facts.account(i, new LimiterAccount(List.of(), spans, 0));
        }
        long storeTat = Oracle.RESTED;
        int[] entered = {-1, -1};
        for (long millis = 0; millis < 20_000; millis += random.nextInt(4) == 0 ? random.nextInt(600) : 5) {
            int replica = random.nextInt(replicas);
            long now = Facts.nanos(millis);
            int span = spanAt(fallbacks.get(replica), now);
            boolean admitted;
            if (span < 0) {
                admitted = store.excessNanos(storeTat, now) <= 0;
                storeTat = admitted ? store.admit(storeTat, now) : storeTat;
            } else {
                if (entered[replica] != span) {
                    entered[replica] = span;
                    long from = fallbacks.get(replica).get(span).fromNanos();
                    partTat[replica] = beginsEmpty ? from + 200_000_000 : Oracle.RESTED;
                }
                admitted = part.excessNanos(partTat[replica], now) <= 0;
                partTat[replica] = admitted ? part.admit(partTat[replica], now) : partTat[replica];
            }
            facts.decided(replica, 7, millis, millis, admitted);
        }
        return facts.over(20_000);
    }

    private static int spanAt(List<Span> spans, long now) {
        for (int i = 0; i < spans.size(); i++) {
            if (spans.get(i).touches(now, now)) {
                return i;
            }
        }
        return -1;
    }
}
