package io.watertight.bench.proof;

import java.util.Arrays;

/**
 * The decisions of one replica, grouped by subject and in order of time within each: the form that every law reads.
 * Built in O(n) by a counting sort on the subject; only the short run of each subject is sorted. Immutable.
 */
final class SubjectTimelines {
    private final SubjectIndex index;
    private final int[] starts;
    private final long[] stamps;

    private SubjectTimelines(SubjectIndex index, int[] starts, long[] stamps) {
        this.index = index;
        this.starts = starts;
        this.stamps = stamps;
    }

    static SubjectTimelines of(DecisionColumns decisions) {
        SubjectIndex index = new SubjectIndex();
        int[] subjectOf = new int[decisions.size()];
        for (int i = 0; i < subjectOf.length; i++) {
            subjectOf[i] = index.numberOf(decisions.subject(i));
        }
        int[] starts = new int[index.size() + 1];
        for (int subject : subjectOf) {
            starts[subject + 1]++;
        }
        for (int s = 0; s < index.size(); s++) {
            starts[s + 1] += starts[s];
        }
        long[] stamps = new long[subjectOf.length];
        int[] next = Arrays.copyOf(starts, index.size());
        for (int i = 0; i < subjectOf.length; i++) {
            stamps[next[subjectOf[i]]++] = decisions.stamp(i);
        }
        for (int s = 0; s < index.size(); s++) {
            if (starts[s + 1] - starts[s] > 1) {
                Arrays.sort(stamps, starts[s], starts[s + 1]);
            }
        }
        return new SubjectTimelines(index, starts, stamps);
    }

    /** Subjects that were decided at least once here; they are numbered from 0. */
    int subjects() {
        return index.size();
    }

    long subject(int number) {
        return index.subject(number);
    }

    /** The position of the subject's first decision. */
    int from(int number) {
        return starts[number];
    }

    /** The position after the subject's last decision. */
    int to(int number) {
        return starts[number + 1];
    }

    int decisions() {
        return stamps.length;
    }

    long atNanos(int position) {
        return DecisionColumns.atNanos(stamps[position]);
    }

    boolean admitted(int position) {
        return DecisionColumns.admitted(stamps[position]);
    }
}
