package io.watertight.bench.proof;

import java.util.Arrays;

/**
 * Numbers subjects densely in the order in which they are first seen: an open-addressing map from long to int.
 * Not thread-safe.
 */
final class SubjectIndex {
    private static final int FREE = -1;

    private long[] keys = new long[1024];
    private int[] numbers = freeSlots(1024);
    private final LongList subjects = new LongList();

    /** The subject's number, a new one if it was never seen. */
    int numberOf(long subject) {
        int slot = slotOf(subject);
        if (numbers[slot] != FREE) {
            return numbers[slot];
        }
        int number = subjects.size();
        keys[slot] = subject;
        numbers[slot] = number;
        subjects.add(subject);
        if (number > keys.length >> 1) {
            grow();
        }
        return number;
    }

    boolean contains(long subject) {
        return numbers[slotOf(subject)] != FREE;
    }

    long subject(int number) {
        return subjects.get(number);
    }

    int size() {
        return subjects.size();
    }

    private int slotOf(long subject) {
        int mask = keys.length - 1;
        int slot = mix(subject) & mask;
        while (numbers[slot] != FREE && keys[slot] != subject) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        keys = new long[keys.length * 2];
        numbers = freeSlots(keys.length);
        for (int number = 0; number < subjects.size(); number++) {
            int slot = slotOf(subjects.get(number));
            keys[slot] = subjects.get(number);
            numbers[slot] = number;
        }
    }

    private static int[] freeSlots(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, FREE);
        return slots;
    }

    /** Consecutive subject ids must not become consecutive slots of a cluster (multiplier: 2^64 / golden ratio). */
    private static int mix(long subject) {
        long product = subject * 0x9E3779B97F4A7C15L;
        return (int) (product >>> 32);
    }
}
