package io.watertight.ratelimit;

import java.util.SplittableRandom;

/**
 * One replica's way to a {@link ModelStore}: every message takes its time, may be lost, and may arrive after nobody waits
 * for it any more; the way may be cut. Once its replica has crashed nobody hears anything.
 */
final class ModelLink implements RemoteStore {

    private final VirtualWorld world;
    private final ModelStore store;
    private final SplittableRandom random;
    private final long timeoutNanos;
    private final long mostDelayNanos;
    private final double loss;
    private boolean cut;
    private boolean crashed;
    private long charges;

    /**
     * A way that is open.
     *
     * @param mostDelayNanos how long a message takes, at most
     * @param loss the part of messages that are lost
     */
    ModelLink(
            VirtualWorld world,
            ModelStore store,
            SplittableRandom random,
            long timeoutNanos,
            long mostDelayNanos,
            double loss) {
        this.world = world;
        this.store = store;
        this.random = random;
        this.timeoutNanos = timeoutNanos;
        this.mostDelayNanos = mostDelayNanos;
        this.loss = loss;
    }

    void cut(boolean isCut) {
        cut = isCut;
    }

    void crash() {
        crashed = true;
    }

    /** Returns how many charges were sent. */
    long charges() {
        return charges;
    }

    @Override
    public void charge(
            SubjectKey key, long unitNanos, long capacityNanos, long atLeast, long atMost, RemoteListener then) {
        charges++;
        Once once = new Once(then);
        if (mostDelayNanos == 0 && !cut) {
            store.charge(key, unitNanos, capacityNanos, atLeast, atMost, once);
            return;
        }
        world.in(timeoutNanos, () -> once.onUnavailable(RemoteFailure.TIMEOUT));
        if (!isLost()) {
            world.in(delay(), () -> store.charge(key, unitNanos, capacityNanos, atLeast, atMost, back(once)));
        }
    }

    private RemoteListener back(Once once) {
        return new RemoteListener() {
            @Override
            public void onGranted(long units, long roomNanos, long grant) {
                deliver(() -> once.onGranted(units, roomNanos, grant));
            }

            @Override
            public void onDenied(long retryAfterNanos) {
                deliver(() -> once.onDenied(retryAfterNanos));
            }

            @Override
            public void onUnavailable(RemoteFailure failure) {
                deliver(() -> once.onUnavailable(failure));
            }
        };
    }

    private void deliver(Runnable answer) {
        if (!isLost()) {
            world.in(delay(), answer);
        }
    }

    private boolean isLost() {
        return cut || random.nextDouble() < loss;
    }

    private long delay() {
        return random.nextLong(mostDelayNanos + 1);
    }

    @Override
    public void giveBack(SubjectKey key, long unitNanos, long units, long grant, Runnable then) {
        if (!cut) {
            store.giveBack(key, unitNanos, units, grant);
        }
        then.run();
    }

    @Override
    public void close() {}

    /** Whatever comes first; nothing after a crash. */
    private final class Once implements RemoteListener {

        private final RemoteListener then;
        private boolean told;

        Once(RemoteListener then) {
            this.then = then;
        }

        private boolean first() {
            boolean first = !told && !crashed;
            told = true;
            return first;
        }

        @Override
        public void onGranted(long units, long roomNanos, long grant) {
            if (first()) {
                then.onGranted(units, roomNanos, grant);
            }
        }

        @Override
        public void onDenied(long retryAfterNanos) {
            if (first()) {
                then.onDenied(retryAfterNanos);
            }
        }

        @Override
        public void onUnavailable(RemoteFailure failure) {
            if (first()) {
                then.onUnavailable(failure);
            }
        }
    }
}
