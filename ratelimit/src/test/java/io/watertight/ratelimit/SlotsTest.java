package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random operations against a map, with every key looked up after each of them. */
class SlotsTest {

    @Test
    void findsWhatWasPutAndNotRemovedWhateverTheOrder() {
        Property.holds(300, random -> {
            // Given
            int subjects = random.nextInt(1, 40);
            List<SubjectKey> keys = keys(random, subjects);
            Map<SubjectKey, Long> model = new HashMap<>();
            long[] slots = Slots.resized(Slots.NONE, subjects * 2);
            for (int step = 0; step < 300; step++) {
                // When
                SubjectKey key = keys.get(random.nextInt(subjects));
                int slot = Slots.find(slots, key.high(), key.low());
                if (slot < 0) {
                    Slots.put(slots, ~slot, key.high(), key.low(), step);
                    model.put(key, (long) step);
                } else if (random.nextBoolean()) {
                    Slots.remove(slots, slot);
                    model.remove(key);
                }
                if (random.nextInt(20) == 0) {
                    slots = Slots.resized(slots, Math.max(model.size(), 1));
                    slots = Slots.resized(slots, subjects);
                }
                // Then
                assertHolds(slots, model, keys);
            }
        });
    }

    @Test
    void removesAllThatAreFullInOnePassAndNothingElse() {
        Property.holds(2_000, random -> {
            // Given
            int subjects = random.nextInt(1, 60);
            List<SubjectKey> keys = keys(random, subjects);
            Map<SubjectKey, Long> model = new HashMap<>();
            long[] slots = Slots.resized(Slots.NONE, subjects);
            long origin = Arbitrary.origin(random);
            for (SubjectKey key : keys) {
                long tat = origin + random.nextLong(100);
                Slots.put(slots, ~Slots.find(slots, key.high(), key.low()), key.high(), key.low(), tat);
                model.put(key, tat);
            }
            long now = origin + random.nextLong(-1, 101);
            // When
            for (int slot = 0; (slot = Slots.nextFull(slots, slot, now)) >= 0; ) {
                Slots.remove(slots, slot);
            }
            // Then
            model.values().removeIf(tat -> tat <= now);
            assertHolds(slots, model, keys);
        });
    }

    @Test
    void isNeverTooSmallNorTooLargeForWhatItWasResizedTo() {
        for (int buckets = 0; buckets < 10_000; buckets++) {
            long[] slots = Slots.resized(Slots.NONE, buckets);

            assertThat(Slots.isTooSmallFor(buckets, slots)).isFalse();
            assertThat(Slots.isTooLargeFor(buckets, slots)).isFalse();
        }
    }

    private static void assertHolds(long[] slots, Map<SubjectKey, Long> model, List<SubjectKey> keys) {
        assertThat(Slots.count(slots)).isEqualTo(model.size());
        for (SubjectKey key : keys) {
            int slot = Slots.find(slots, key.high(), key.low());
            assertThat(slot < 0 ? null : slots[slot + Slots.TAT]).isEqualTo(model.get(key));
        }
    }

    /** Also such that start from the same few slots, or share one half. */
    private static List<SubjectKey> keys(SplittableRandom random, int count) {
        List<SubjectKey> keys = new ArrayList<>();
        boolean crowded = random.nextBoolean();
        while (keys.size() < count) {
            SubjectKey key = new SubjectKey(random.nextInt(3), random.nextLong());
            if (!crowded || (Slots.hash(key.high(), key.low()) & 0xFFFF_FFFFL) >>> 29 == 7) {
                keys.add(key);
            }
        }
        return keys;
    }
}
