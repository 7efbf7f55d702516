package io.watertight.bench.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A whole run in virtual time: a seeded workload, {@link SimulatedReplica}s that come and go, samplers, and the evidence of
 * it all. Most requests bring a new subject; some subjects come back in volleys that their limit must refuse, and rest in
 * between. A request reads the clock up to 5 ms before it reaches its bucket, so decisions overtake each other.
 */
public final class Simulation {
    static final LimitUnderTest LIMIT = new LimitUnderTest("default", "10/1s, burst 10", 100_000_000, 10);

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    /** Not zero, and not a round number, as a monotonic clock is not. */
    private static final long START = 7_777 * SECOND + 123;

    private static final long WARM_UP_END = START + 2 * SECOND;
    private static final long LOAD_END = START + 20 * SECOND;
    /** After the last volley only new subjects come: what a denial did wrong has worn off when the drain begins. */
    private static final long LAST_VOLLEY = LOAD_END - 5 * SECOND;

    private static final long END = LOAD_END + 3 * SECOND;
    private static final int HOT_SUBJECTS = 25;
    private static final int LONG_LIVED = 0;
    private static final int STOPPED = 1;
    private static final int KILLED = 2;

    private final Random random;
    private final Fault fault;
    private final EvidenceLog log = new EvidenceLog(LIMIT, Tolerances.standard(), true);
    private final List<SimulatedReplica> replicas = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Set<Long> subjects = new HashSet<>();
    private long nextSubject = 1_000;
    private long sent;
    private long lost;

    private Simulation(long seed, Fault fault) {
        this.random = new Random(seed);
        this.fault = fault;
    }

    /** The evidence of a run in which every replica has the fault. */
    public static Evidence run(long seed, Fault fault) {
        return new Simulation(seed, fault).run();
    }

    private Evidence run() {
        addReplica("gw-1", START);
        addReplica("gw-2", START);
        addReplica("gw-3", START + 6 * SECOND);
        scheduleNewSubjects();
        scheduleVolleys();
        scheduleSamples(LONG_LIVED, START, END);
        scheduleSamples(STOPPED, START, endOf(STOPPED));
        scheduleSamples(KILLED, START + 6 * SECOND, endOf(KILLED));
        events.sort(Comparator.comparingLong(Event::atNanos));
        events.forEach(event -> event.action().run());
        log.ended(STOPPED, new ReplicaEnd.Stopped(replicas.get(STOPPED).ledger(endOf(STOPPED) + SECOND)));
        log.ended(KILLED, new ReplicaEnd.Killed(endOf(KILLED), 0));
        return log.seal(
                new Phases(START, WARM_UP_END, LOAD_END),
                new LoadSummary(sent, sent, sent - lost, 0, subjects.size(), 1_000, 999.7, List.of()));
    }

    private void addReplica(String name, long startNanos) {
        log.addReplica(name);
        replicas.add(new SimulatedReplica(LIMIT, fault, startNanos, new Random(random.nextLong())));
    }

    private void scheduleNewSubjects() {
        for (long at = START; at < LOAD_END; at += MILLI) {
            scheduleRequest(nextSubject++, at, replicaAt(at));
        }
    }

    /** Each hot subject sends thirty requests in 300 ms, and again before its bucket is full. */
    private void scheduleVolleys() {
        for (long subject = 0; subject < HOT_SUBJECTS; subject++) {
            for (long at = START + random.nextLong(SECOND); at < LAST_VOLLEY; at += 1_100 * MILLI) {
                int replica = replicaAt(at + 400 * MILLI);
                for (int i = 0; i < 30; i++) {
                    scheduleRequest(subject, at + i * 10L * MILLI + random.nextLong(MILLI), replica);
                }
            }
        }
    }

    private void scheduleSamples(int replica, long fromNanos, long toNanos) {
        for (long at = fromNanos + 100 * MILLI; at < toNanos; at += 250 * MILLI) {
            long now = at;
            events.add(new Event(
                    now, () -> log.ledger(replica, replicas.get(replica).ledger(now))));
        }
        for (long at = fromNanos + SECOND; at < toNanos; at += 1_500 * MILLI) {
            long now = at;
            events.add(new Event(
                    now, () -> log.process(replica, replicas.get(replica).process(now))));
        }
    }

    private void scheduleRequest(long subject, long decidedAt, int replica) {
        long chargedAt = decidedAt + random.nextLong(5 * MILLI);
        events.add(new Event(chargedAt, () -> request(subject, decidedAt, chargedAt, replica)));
    }

    private void request(long subject, long decidedAt, long chargedAt, int replica) {
        subjects.add(subject);
        sent++;
        boolean admitted = replicas.get(replica).decide(subject, decidedAt, chargedAt);
        if (fault == Fault.LOSES_AN_ANSWER && sent == 5_000) {
            lost++;
            log.failure(Failure.unanswered(replica, subject, decidedAt, Failure.Kind.TIMED_OUT));
            return;
        }
        log.decision(replica, subject, decidedAt, admitted);
    }

    /** The first replica gets most of the traffic, so that the two that do not live to the end cannot hide it. */
    private int replicaAt(long atNanos) {
        int choice = random.nextInt(4);
        boolean stoppedAlive = atNanos < endOf(STOPPED) - 500 * MILLI;
        boolean killedAlive = atNanos > START + 6 * SECOND && atNanos < endOf(KILLED) - 500 * MILLI;
        if (choice == STOPPED && stoppedAlive) {
            return STOPPED;
        }
        return choice == KILLED && killedAlive ? KILLED : LONG_LIVED;
    }

    private static long endOf(int replica) {
        return switch (replica) {
            case STOPPED -> START + 12 * SECOND;
            case KILLED -> START + 15 * SECOND;
            default -> END;
        };
    }

    private record Event(long atNanos, Runnable action) {}
}
