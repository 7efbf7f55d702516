package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.benmanes.caffeine.cache.Scheduler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Charges are linearizable, whatever else goes on: Lincheck's model checker runs two threads through random scenarios,
 * switching between them at chosen memory accesses, inside the stores and the libraries they use, and looks for a sequential order that explains the
 * answers. Small by default; for the deep run:
 *
 * <pre>mvn -pl ratelimit test -Dtest=BucketStoreLincheckTest -Dwatertight.lincheck.scenarios=200</pre>
 */
class BucketStoreLincheckTest {

    private static final int SCENARIOS = Integer.getInteger("watertight.lincheck.scenarios", 5);
    private static final int SCHEDULES_PER_SCENARIO = 100;

    /** One step of the cache's timer wheel, so that cleaning up finds something to remove. */
    private static final long STEP = 1L << 30;

    private static final long CAPACITY = 4 * STEP;

    @Test
    void chargesOfAFlatStoreAreLinearizableWhileBucketsComeAndGo() {
        check(FlatExpiring.class, FlatExpiring.class);
    }

    @Test
    void noChargeOfAFlatStoreIsDeniedByABucketThatHasMovedToItsPlace() {
        checkEverySchedule(FlatMoving.class);
    }

    @Test
    void noChargeOfAFlatStoreIsDeniedByABucketThatIsHalfThere() {
        checkEverySchedule(FlatOpening.class);
    }

    @Test
    void chargesOfAFlatStoreAreLinearizableAtTheCap() {
        check(FlatAtTheCap.class, WithoutExpiry.class);
    }

    @Test
    void chargesOfACacheAreLinearizableWhileBucketsExpire() {
        check(Expiring.class, ExpiringInOneThread.class);
    }

    @Test
    void chargesOfACacheAreLinearizableAtTheCap() {
        check(AtTheCap.class, WithoutExpiry.class);
    }

    @Test
    void theCheckerFindsWhatItIsLookingFor() {
        assertThatExceptionOfType(LincheckAssertionError.class)
                .isThrownBy(() -> check(CheckThenAct.class, WithoutExpiry.class))
                .withMessageContaining("Invalid execution results");
    }

    private static void check(Class<?> store, Class<?> sequential) {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                .iterations(SCENARIOS)
                .invocationsPerIteration(SCHEDULES_PER_SCENARIO)
                .sequentialSpecification(sequential)
                .check(store);
    }

    /** One operation in each thread, so that there are schedules enough for a switch at every access. */
    private static void checkEverySchedule(Class<?> store) {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(1)
                .actorsBefore(0)
                .actorsAfter(0)
                .iterations(4 * SCENARIOS)
                .invocationsPerIteration(SCHEDULES_PER_SCENARIO)
                .check(store);
    }

    private static SubjectKey subject(int number) {
        return new SubjectKey((long) number << 62 | number, number);
    }

    /**
     * One segment, in which one more subject than fits the smallest table is charged, by present and by outdated readings of
     * a clock that moves on, while sweeps remove buckets and move others, and the table grows and shrinks. What it means is
     * what it does in one thread, which the contracts of the stores check.
     */
    @Param(name = "subject", gen = IntGen.class, conf = "1:4")
    @Param(name = "reading", gen = IntGen.class, conf = "0:3")
    @Param(name = "cost", gen = IntGen.class, conf = "1:4")
    public static class FlatExpiring {

        private final ManualClock clock = new ManualClock(0);
        private final FlatBucketStore store = new FlatBucketStore(clock, new BucketCap(4), 2, false);

        @Operation
        public long charge(
                @Param(name = "subject") int subject,
                @Param(name = "reading") int reading,
                @Param(name = "cost") int cost) {
            return store.charge(neighbour(subject), reading * STEP, cost * STEP, CAPACITY);
        }

        @Operation
        public void tick() {
            clock.advance(STEP);
        }

        @Operation
        public void sweep() {
            store.sweep();
        }

        @Operation
        public Ledger ledger() {
            return store.ledger();
        }

        /** Keys of one segment that are looked for in the same few slots. */
        private static SubjectKey neighbour(int number) {
            long low = 0;
            for (int found = 0; found < number; ) {
                low++;
                found += Slots.hash(0, low) >>> 61 == 0 ? 1 : 0;
            }
            return new SubjectKey(0, low);
        }
    }

    /**
     * One bucket that is full, and behind it another that is empty and takes its place when it is swept. Whoever looks the
     * first up meanwhile, without the lock, must not take the second for it.
     */
    public static class FlatMoving {

        private final ManualClock clock = new ManualClock(0);
        private final FlatBucketStore store = new FlatBucketStore(clock, new BucketCap(4), 2, false);
        private final List<SubjectKey> subjects = sameSlot();

        /** One is full again after a step, the other not for four. */
        public FlatMoving() {
            store.charge(subjects.getFirst(), 0, STEP, CAPACITY);
            store.charge(subjects.getLast(), 0, CAPACITY, CAPACITY);
            clock.advance(STEP);
        }

        @Operation
        public long charge() {
            return store.charge(subjects.getFirst(), STEP, 2 * STEP, CAPACITY);
        }

        @Operation
        public void sweep() {
            store.sweep();
        }

        /** Two keys of one segment that are looked for in the same slot first, which is not the last. */
        private static List<SubjectKey> sameSlot() {
            return LongStream.iterate(1, low -> low + 1)
                    .filter(low -> Slots.hash(0, low) >>> 63 == 0 && (Slots.hash(0, low) & 0xFFFF_FFFFL) >>> 29 == 0)
                    .mapToObj(low -> new SubjectKey(0, low))
                    .limit(2)
                    .toList();
        }
    }

    /**
     * Two charges of a subject that has no bucket yet, by a clock that is still below zero, as clocks may be. Whoever finds the
     * key that the other has just put into a free slot must not take the slot's zero for a TAT, which would be far ahead.
     */
    public static class FlatOpening {

        private static final long NOW = -CAPACITY;

        private final FlatBucketStore store = new FlatBucketStore(() -> NOW, new BucketCap(4), 2, false);

        @Operation
        public long charge() {
            return store.charge(subject(1), NOW, STEP, CAPACITY);
        }
    }

    /** A flat store with more subjects than there is room for. */
    @Param(name = "subject", gen = IntGen.class, conf = "1:2")
    @Param(name = "cost", gen = IntGen.class, conf = "1:3")
    public static class FlatAtTheCap {

        private final FlatBucketStore store = new FlatBucketStore(() -> 0, new BucketCap(1), 2, false);

        @Operation
        public long charge(@Param(name = "subject") int subject, @Param(name = "cost") int cost) {
            return store.charge(subject(subject), 0, cost * STEP, CAPACITY);
        }
    }

    /** Charges by present and by outdated readings of a clock that moves on, and clean-ups in between. */
    @Param(name = "subject", gen = IntGen.class, conf = "1:2")
    @Param(name = "reading", gen = IntGen.class, conf = "0:3")
    @Param(name = "cost", gen = IntGen.class, conf = "1:4")
    public static class Expiring {

        private final ManualClock clock = new ManualClock(0);
        private final CaffeineBucketStore store =
                new CaffeineBucketStore(clock, new BucketCap(2), Runnable::run, Scheduler.disabledScheduler());

        @Operation
        public long charge(
                @Param(name = "subject") int subject,
                @Param(name = "reading") int reading,
                @Param(name = "cost") int cost) {
            return store.charge(subject(subject), reading * STEP, cost * STEP, CAPACITY);
        }

        @Operation
        public void tick() {
            clock.advance(STEP);
        }

        @Operation
        public void cleanUp() {
            store.cleanUp();
        }
    }

    /** What {@link Expiring} means: a bucket is gone from the very instant of its TAT, and remembered for having been. */
    public static class ExpiringInOneThread {

        private final Map<Integer, Long> tats = new HashMap<>();
        private final Map<Integer, Long> removed = new HashMap<>();
        private long now;

        public long charge(int subject, int reading, int cost) {
            long at = reading * STEP;
            Long tat = tats.get(subject);
            if (tat != null && tat <= now) {
                tats.remove(subject);
                removed.put(subject, tat);
                tat = null;
            }
            if (tat == null && removed.getOrDefault(subject, 0L) > at) {
                return BucketStore.STALE;
            }
            long base = tat == null ? at : Math.max(tat, at);
            long excess = base + cost * STEP - (at + CAPACITY);
            if (excess <= 0) {
                tats.put(subject, base + cost * STEP);
            }
            return excess;
        }

        public void tick() {
            now += STEP;
        }

        /** Makes no difference. */
        public void cleanUp() {}
    }

    /** More subjects than there is room for: one has a bucket of its own, the other an overflow bucket. */
    @Param(name = "subject", gen = IntGen.class, conf = "1:2")
    @Param(name = "cost", gen = IntGen.class, conf = "1:3")
    public static class AtTheCap {

        private final CaffeineBucketStore store =
                new CaffeineBucketStore(() -> 0, new BucketCap(1), Runnable::run, Scheduler.disabledScheduler());

        @Operation
        public long charge(@Param(name = "subject") int subject, @Param(name = "cost") int cost) {
            return store.charge(subject(subject), 0, cost * STEP, CAPACITY);
        }
    }

    /** The same on a store that is known not to be linearizable. */
    @Param(name = "subject", gen = IntGen.class, conf = "1:2")
    @Param(name = "cost", gen = IntGen.class, conf = "1:3")
    public static class CheckThenAct {

        private final CheckThenActBucketStore store = new CheckThenActBucketStore();

        @Operation
        public long charge(@Param(name = "subject") int subject, @Param(name = "cost") int cost) {
            return store.charge(subject(subject), 0, cost * STEP, CAPACITY);
        }
    }

    /** A bucket for each subject, at an instant that does not pass. */
    public static class WithoutExpiry {

        private final Map<Integer, Long> tats = new HashMap<>();

        public long charge(int subject, int cost) {
            long tat = tats.getOrDefault(subject, 0L);
            long excess = tat + cost * STEP - CAPACITY;
            if (excess <= 0) {
                tats.put(subject, tat + cost * STEP);
            }
            return excess;
        }
    }
}
