package io.watertight.ratelimit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Replicas that share a limit, the source that names them, and what random things happen to both, on virtual time. Each
 * replica asks the source twice in a period, at instants of its own; an answer takes up to half a period and tells what
 * the source held somewhere in between.
 */
final class Fleet {

    /** What a replica enforces, for any number of members: the shipped limiter, or a control. */
    interface Enforcer {
        void set(Share share);

        Decision decide(SubjectKey subject, Quota quota);
    }

    private static final long HALF_PERIOD = 500_000;
    private static final long PERIOD = 2 * HALF_PERIOD;
    private static final int MOST_REPLICAS = 9;

    private final SplittableRandom random;
    private final ManualClock clock;
    private final Quota quota;
    private final boolean sourceIsReliable;
    private final Function<Share, Enforcer> enforcers;
    private final TreeSet<Integer> source = new TreeSet<>();
    private final List<Replica> running = new ArrayList<>();
    private final Overcommitment overcommitment;
    private int started;
    private int mostAtOnce;
    private long mostLackNanos;

    Fleet(
            SplittableRandom random,
            ManualClock clock,
            Quota quota,
            boolean sourceIsReliable,
            Function<Share, Enforcer> enforcers) {
        this.random = random;
        this.clock = clock;
        this.quota = quota;
        this.sourceIsReliable = sourceIsReliable;
        this.enforcers = enforcers;
        this.overcommitment = new Overcommitment(quota.timeToFullNanos(), clock.nanoTime());
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            join();
        }
    }

    Overcommitment overcommitment() {
        return overcommitment;
    }

    /** The most replicas there were at one instant, whatever they knew of each other. */
    int mostAtOnce() {
        return mostAtOnce;
    }

    List<Replica> running() {
        return running;
    }

    /** Lets time pass, and does what is due on the way. */
    void advance(long nanos) {
        long until = clock.nanoTime() + nanos;
        while (true) {
            Replica next = null;
            for (Replica replica : running) {
                if (next == null || replica.dueNanos - next.dueNanos < 0) {
                    next = replica;
                }
            }
            if (next == null || next.dueNanos - until > 0) {
                break;
            }
            clock.advance(next.dueNanos - clock.nanoTime());
            next.onDue();
            note();
        }
        clock.advance(until - clock.nanoTime());
    }

    /** One event that a cluster knows. */
    void disturb() {
        Replica some = running.isEmpty() ? null : running.get(random.nextInt(running.size()));
        switch (random.nextInt(sourceIsReliable ? 5 : 8)) {
            case 0, 1 -> join();
            case 2 -> {
                if (some != null) {
                    some.leave();
                }
            }
            case 3 -> {
                if (some != null) {
                    some.crash();
                }
            }
            case 4 -> source.retainAll(running.stream().map(r -> r.id).toList());
            case 5 -> {
                if (some != null) {
                    some.cutOff = !some.cutOff;
                }
            }
            case 6 -> {
                if (some != null) {
                    source.remove(some.id);
                }
            }
            default -> running.stream().filter(r -> !r.left).forEach(r -> source.add(r.id));
        }
        note();
    }

    private void join() {
        if (running.size() < MOST_REPLICAS) {
            Replica replica = new Replica(started++);
            running.add(replica);
            source.add(replica.id);
            mostAtOnce = Math.max(mostAtOnce, running.size());
        }
    }

    /** The most that all shares of the burst together ever lacked to one request each, in nanoseconds of the whole rate. */
    long mostLackNanos() {
        return mostLackNanos;
    }

    private void note() {
        long lack = running.stream()
                .map(replica -> replica.membership.share())
                .filter(Share::claimed)
                .mapToLong(
                        share -> Math.max(0, quota.emissionIntervalNanos() - quota.timeToFullNanos() / share.members()))
                .sum();
        mostLackNanos = Math.max(mostLackNanos, lack);
        overcommitment.note(
                clock.nanoTime(),
                running.stream().map(r -> r.membership.share()).toList());
    }

    /** One replica from its start to its end. */
    final class Replica {

        private final int id;
        private final Membership membership = new Membership(PERIOD, Share.none(1));
        private final Enforcer enforcer = enforcers.apply(Share.none(1));
        private long dueNanos;
        private long askedNanos;
        private boolean asked;
        private boolean cutOff;
        private boolean left;
        private int members;
        private boolean selfAmong;

        Replica(int id) {
            this.id = id;
            this.dueNanos = clock.nanoTime() + random.nextLong(HALF_PERIOD);
        }

        Decision decide(SubjectKey subject) {
            return enforcer.decide(subject, quota);
        }

        /** Asks the source, or hears its answer. */
        void onDue() {
            long now = clock.nanoTime();
            if (!asked) {
                asked = true;
                askedNanos = now;
                members = source.size();
                selfAmong = source.contains(id);
                dueNanos = now + random.nextLong(HALF_PERIOD);
                return;
            }
            asked = false;
            dueNanos = askedNanos + HALF_PERIOD;
            if (random.nextBoolean()) {
                members = source.size();
                selfAmong = source.contains(id);
            }
            if (!cutOff) {
                membership.onMembers(members, selfAmong, askedNanos, now);
                apply();
            }
        }

        /** SIGTERM: it serves on for a while, or is gone from the source at once, or both. */
        void leave() {
            membership.leave();
            apply();
            left = true;
            if (random.nextBoolean()) {
                source.remove(id);
            }
            if (random.nextInt(3) == 0) {
                crash();
            }
        }

        /** Its process is gone now, its name from the source a little later, or already. */
        void crash() {
            running.remove(this);
            if (random.nextBoolean()) {
                source.remove(id);
            }
        }

        private void apply() {
            enforcer.set(membership.share());
        }
    }
}
