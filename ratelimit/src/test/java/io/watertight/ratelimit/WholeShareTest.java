package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.watertight.ratelimit.Decision.Admitted;
import io.watertight.ratelimit.Decision.Denied;
import io.watertight.ratelimit.Decision.Impossible;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@link ShareLimiter} where there is one replica. */
class WholeShareTest {

    private static final SubjectKey ALICE = new SubjectKey(1, 2);
    private static final Quota QUOTA = new Quota(10, Duration.ofSeconds(1), 5);
    private static final long T = QUOTA.emissionIntervalNanos();

    /** A store's instants are when a bucket has become full: this long before the clock's. */
    private static final long D = QUOTA.timeToFullNanos();

    private final ManualClock clock = new ManualClock(-7);
    private final Limiter limiter = whole(clock, new CheckThenActBucketStore());

    /** Reads the clock once. */
    private static Limiter whole(NanoClock clock, BucketStore store) {
        return new ShareLimiter(new VirtualTime(clock, Share.WHOLE), () -> BelowFloor.REFUSE, any -> store);
    }

    private Decision decide(Quota quota, long cost) {
        List<Decision> decisions = new ArrayList<>();
        limiter.decide(ALICE, quota, cost, decisions::add);
        assertThat(decisions).as("answered before it returned, and once").hasSize(1);
        return decisions.getFirst();
    }

    @Test
    void anAdmissionTellsWhatIsLeftAndWhenThereWillBeMore() {
        Decision first = decide(QUOTA, 1);
        clock.advance(T / 4);
        Decision second = decide(QUOTA, 2);

        assertThat(first).isEqualTo(new Admitted(QUOTA, -7, 4, T));
        assertThat(second).isEqualTo(new Admitted(QUOTA, -7 + T / 4, 2, T - T / 4));
    }

    @Test
    void aDenialTellsWhenToComeBack() {
        // Given
        decide(QUOTA, 4);
        clock.advance(1);
        // When
        Decision decision = decide(QUOTA, 3);
        // Then
        assertThat(decision).isEqualTo(new Denied(QUOTA, -6, 2 * T - 1));
    }

    @Test
    void whatCostsMoreThanTheBurstIsImpossibleAndLeavesNoTrace() {
        Decision decision = decide(QUOTA, 6);

        assertThat(decision).isEqualTo(new Impossible(QUOTA, -7, 6));
        assertThat(limiter.ledger().created()).isZero();
    }

    @Test
    void aCostSoHighThatItsNanosecondsWouldOverflowIsImpossible() {
        Decision decision = decide(QUOTA, Long.MAX_VALUE);

        assertThat(decision).isEqualTo(new Impossible(QUOTA, -7, Long.MAX_VALUE));
    }

    @Test
    void refusesACostBelowOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> decide(QUOTA, 0)).withMessage("cost: 0 (expected: >= 1)");
    }

    @Test
    void whatIsLeftCanBeHadAtOnceAndOneMoreWhenItWasSaid() {
        Property.holds(2_000, random -> {
            // Given
            Quota quota = Arbitrary.everyday(random);
            NanoClock now = new ManualClock(Arbitrary.origin(random));
            BucketStore store = new CheckThenActBucketStore();
            long full = now.nanoTime() - quota.timeToFullNanos();
            store.charge(ALICE, full - random.nextLong(quota.timeToFullNanos()), 1, quota.timeToFullNanos());
            List<Decision> decisions = new ArrayList<>();
            Limiter fresh = whole(now, store);
            fresh.decide(ALICE, quota, Arbitrary.cost(random, quota), decisions::add);
            if (!(decisions.getFirst() instanceof Admitted admitted)) {
                return;
            }
            // When
            for (long i = 0; i <= admitted.remaining(); i++) {
                fresh.decide(ALICE, quota, 1, decisions::add);
            }
            // Then
            assertThat(decisions.subList(0, decisions.size() - 1)).hasOnlyElementsOfType(Admitted.class);
            assertThat(decisions.getLast()).isEqualTo(new Denied(quota, now.nanoTime(), admitted.nextPermitNanos()));
        });
    }

    @Test
    void readsTheClockAgainWhenItsReadingIsTooOld() {
        // Given
        Deque<Long> readings = new ArrayDeque<>(List.of(0L, 100L, 200L, 300L));
        List<Long> tried = new ArrayList<>();
        ScriptedStore store =
                new ScriptedStore(tried, new ArrayDeque<>(List.of(BucketStore.STALE, BucketStore.STALE, -T)));
        List<Decision> decisions = new ArrayList<>();
        // When
        whole(readings::pop, store).decide(ALICE, QUOTA, 1, decisions::add);
        // Then
        assertThat(tried).containsExactly(100 - D, 200 - D, 300 - D);
        assertThat(decisions).containsExactly(new Admitted(QUOTA, 300, 1, T));
    }

    @Test
    void datesADenialBehindAllThatItIsDueTo() {
        // Given a bucket that another thread has charged in the meantime, by a later reading
        Deque<Long> readings = new ArrayDeque<>(List.of(0L, 100L, 250L));
        ScriptedStore store = new ScriptedStore(new ArrayList<>(), new ArrayDeque<>(List.of(500L)));
        List<Decision> decisions = new ArrayList<>();
        // When
        whole(readings::pop, store).decide(ALICE, QUOTA, 1, decisions::add);
        // Then
        assertThat(decisions).containsExactly(new Denied(QUOTA, 250, 350));
    }

    @Test
    void asksAgainInsteadOfDenyingWhatWouldBeAdmittedByNow() {
        // Given
        Deque<Long> readings = new ArrayDeque<>(List.of(0L, 100L, 250L, 260L));
        List<Long> tried = new ArrayList<>();
        ScriptedStore store = new ScriptedStore(tried, new ArrayDeque<>(List.of(150L, 0L)));
        List<Decision> decisions = new ArrayList<>();
        // When
        whole(readings::pop, store).decide(ALICE, QUOTA, 1, decisions::add);
        // Then
        assertThat(tried).containsExactly(100 - D, 260 - D);
        assertThat(decisions).containsExactly(new Admitted(QUOTA, 260, 0, T));
    }

    @Test
    void speaksForItsStoreAndClosesIt() {
        // Given
        ScriptedStore store = new ScriptedStore(new ArrayList<>(), new ArrayDeque<>());
        Limiter other = whole(clock, store);
        other.quotas(Map.of("default", QUOTA));
        // When
        other.close();
        // Then
        assertThat(other.ledger()).isEqualTo(new Ledger(4, 3, 2, 1));
        assertThat(other.cleanupCadenceNanos()).isEqualTo(42);
        assertThat(store.closed).isTrue();
    }

    /** Answers what it is told to, and notes the readings it was asked with. */
    private static final class ScriptedStore implements BucketStore {

        private final List<Long> readings;
        private final Deque<Long> answers;
        private boolean closed;

        ScriptedStore(List<Long> readings, Deque<Long> answers) {
            this.readings = readings;
            this.answers = answers;
        }

        @Override
        public long charge(SubjectKey key, long nowNanos, long costNanos, long capacityNanos) {
            readings.add(nowNanos);
            return answers.pop();
        }

        @Override
        public Ledger ledger() {
            return new Ledger(4, 3, 2, 1);
        }

        @Override
        public long cleanupCadenceNanos() {
            return 42;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
