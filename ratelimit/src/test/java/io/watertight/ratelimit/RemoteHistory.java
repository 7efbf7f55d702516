package io.watertight.ratelimit;

import com.github.benmanes.caffeine.cache.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random history of replicas that hold one subject to one quota by one store: they join, leave, crash and lose touch;
 * questions and answers are slow, late and lost; and the subject comes in bursts, at its rate, or far above, to any of them.
 */
final class RemoteHistory {

    private static final int STEPS = 150;
    private static final int MOST_REPLICAS = 5;
    private static final SubjectKey SUBJECT = new SubjectKey(3, 4);

    private final SplittableRandom random;
    private final VirtualWorld world;
    private final ModelStore store;
    private final Quota quota;
    private final long timeoutNanos;
    private final double loss;
    private final NewLimiter newLimiter;
    private final List<Replica> replicas = new ArrayList<>();
    private final AdmissionLaw law = new AdmissionLaw();
    private int target;

    /** Makes the limiter of a replica. */
    @FunctionalInterface
    interface NewLimiter {
        Limiter create(NanoClock clock, RemoteStore link, Outage outage, Limiter standIn);
    }

    private record Replica(Limiter limiter, ModelLink link) {}

    RemoteHistory(SplittableRandom random, NewLimiter newLimiter) {
        this.random = random;
        this.world = new VirtualWorld(Arbitrary.origin(random));
        this.store = new ModelStore(world.clock());
        this.quota = Arbitrary.everyday(random);
        this.timeoutNanos = 1 + random.nextLong(quota.emissionIntervalNanos());
        this.loss = random.nextInt(3) == 0 ? random.nextDouble(0.3) : 0;
        this.newLimiter = newLimiter;
    }

    static LeaseLimiter lease(NanoClock clock, RemoteStore link, Outage outage, Limiter standIn, double slack) {
        return new LeaseLimiter(
                clock,
                link,
                outage,
                standIn,
                slack,
                account ->
                        new LeaseTable(clock, new BucketCap(10), account, Runnable::run, Scheduler.disabledScheduler()),
                new DenialMemo(clock.nanoTime(), 64));
    }

    Quota quota() {
        return quota;
    }

    long timeoutNanos() {
        return timeoutNanos;
    }

    AdmissionLaw law() {
        return law;
    }

    /** Lets it happen. */
    void play() {
        join();
        for (int step = 0; step < STEPS; step++) {
            world.pass(pause());
            if (random.nextInt(15) == 0) {
                change();
            }
            int requests = random.nextInt(8) == 0 ? random.nextInt(1, 40) : 1;
            for (int i = 0; i < requests; i++) {
                request();
            }
        }
        world.pass(2 * timeoutNanos);
    }

    private long pause() {
        long interval = quota.emissionIntervalNanos();
        return random.nextInt(4) == 0 ? Arbitrary.pause(random, quota) / 4 : random.nextLong(interval / 2 + 1);
    }

    private void request() {
        if (random.nextInt(4) == 0) {
            target = random.nextInt(replicas.size());
        }
        long cost = random.nextInt(8) == 0 ? Arbitrary.cost(random, quota) : 1;
        replicas.get(target % replicas.size()).limiter().decide(SUBJECT, quota, cost, decision -> {
            if (decision instanceof Decision.Admitted) {
                law.admitted(world.now(), cost);
            }
        });
    }

    private void change() {
        Replica any = replicas.get(random.nextInt(replicas.size()));
        switch (random.nextInt(5)) {
            case 0 -> join();
            case 1 -> any.link().cut(true);
            case 2 -> any.link().cut(false);
            case 3 -> {
                any.link().crash();
                replace(any);
            }
            default -> {
                any.limiter().close();
                replace(any);
            }
        }
    }

    private void join() {
        if (replicas.size() < MOST_REPLICAS) {
            long delay = random.nextInt(4) == 0 ? 0 : random.nextLong(2 * timeoutNanos + 1);
            ModelLink link = new ModelLink(world, store, random.split(), timeoutNanos, delay, loss);
            Outage outage = new Outage(world.clock(), Silent.LISTENER);
            Limiter standIn = new ClosedLimiter(world.clock(), outage);
            replicas.add(new Replica(newLimiter.create(world.clock(), link, outage, standIn), link));
        }
    }

    private void replace(Replica gone) {
        replicas.remove(gone);
        if (replicas.isEmpty()) {
            join();
        }
    }
}
