package io.watertight.bench.proof;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The decisions of one replica, or of several as if they were one, grouped by subject and in order of time within each:
 * the form that every law reads. Built in O(n) by a counting sort on the subject; only the short run of each subject is
 * sorted. Immutable.
 */
final class SubjectTimelines {
    private final SubjectIndex index;
    private final int[] starts;
    private final long[] stamps;
    private final long[] sent;
    private final long[] done;

    private SubjectTimelines(SubjectIndex index, int[] starts) {
        this.index = index;
        this.starts = starts;
        int size = starts[index.size()];
        this.stamps = new long[size];
        this.sent = new long[size];
        this.done = new long[size];
    }

    static SubjectTimelines of(DecisionColumns decisions) {
        return of(List.of(decisions));
    }

    /** All decisions of these replicas in one order of time. */
    static SubjectTimelines of(List<DecisionColumns> replicas) {
        SubjectIndex index = new SubjectIndex();
        int[] subjectOf =
                new int[replicas.stream().mapToInt(DecisionColumns::size).sum()];
        int position = 0;
        for (DecisionColumns decisions : replicas) {
            for (int i = 0; i < decisions.size(); i++) {
                subjectOf[position++] = index.numberOf(decisions.subject(i));
            }
        }
        SubjectTimelines timelines = new SubjectTimelines(index, starts(subjectOf, index.size()));
        int[] next = Arrays.copyOf(timelines.starts, index.size());
        position = 0;
        for (DecisionColumns decisions : replicas) {
            for (int i = 0; i < decisions.size(); i++) {
                timelines.put(next[subjectOf[position++]]++, decisions, i);
            }
        }
        for (int s = 0; s < index.size(); s++) {
            if (timelines.to(s) - timelines.from(s) > 1) {
                timelines.sort(timelines.from(s), timelines.to(s));
            }
        }
        return timelines;
    }

    private static int[] starts(int[] subjectOf, int subjects) {
        int[] starts = new int[subjects + 1];
        for (int subject : subjectOf) {
            starts[subject + 1]++;
        }
        for (int s = 0; s < subjects; s++) {
            starts[s + 1] += starts[s];
        }
        return starts;
    }

    private void put(int position, DecisionColumns decisions, int i) {
        stamps[position] = decisions.stamp(i);
        sent[position] = decisions.sentNanos(i);
        done[position] = decisions.doneNanos(i);
    }

    /** Sorts a run by its stamps; answers come nearly in that order already. */
    private void sort(int from, int to) {
        Integer[] order = new Integer[to - from];
        Arrays.setAll(order, i -> from + i);
        Arrays.sort(order, Comparator.comparingLong(i -> stamps[i]));
        for (long[] column : new long[][] {sent, done, stamps}) {
            long[] unsorted = Arrays.copyOfRange(column, from, to);
            for (int i = 0; i < order.length; i++) {
                column[from + i] = unsorted[order[i] - from];
            }
        }
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

    /** How many decisions there were on that subject; 0 for one that is not known here. */
    int decisionsOn(long subject) {
        return index.contains(subject) ? to(index.numberOf(subject)) - from(index.numberOf(subject)) : 0;
    }

    int decisions() {
        return stamps.length;
    }

    /** When it was decided, by the replica's own account. */
    long atNanos(int position) {
        return DecisionColumns.atNanos(stamps[position]);
    }

    /** When its client sent the request: it was not decided before. */
    long sentNanos(int position) {
        return sent[position];
    }

    /** When its client had the answer: it was decided by then. */
    long doneNanos(int position) {
        return done[position];
    }

    boolean admitted(int position) {
        return DecisionColumns.admitted(stamps[position]);
    }
}
