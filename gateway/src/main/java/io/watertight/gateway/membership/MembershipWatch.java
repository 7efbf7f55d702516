package io.watertight.gateway.membership;

import io.watertight.gateway.config.Endpoint;
import io.watertight.gateway.config.ShareConfig;
import io.watertight.ratelimit.Membership;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.Share;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks who the members are, twice in each period, and tells the share that follows. Safe for use by any thread. */
final class MembershipWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MembershipWatch.class);

    private final NanoClock clock;
    private final long halfPeriodNanos;
    private final MemberReader reader;
    private final Self self;
    private final Consumer<Share> onShare;
    private final Membership membership;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean lost;

    /**
     * Asks nobody until {@link #start}.
     *
     * @param config whom to ask, and how often
     * @param listen where this replica listens
     * @param share what this replica has until the first answer
     * @param onShare gets each share that differs from the one before, one at a time
     */
    MembershipWatch(
            ShareConfig config, InetSocketAddress listen, NanoClock clock, Share share, Consumer<Share> onShare) {
        Duration half = config.period().dividedBy(2);
        this.clock = clock;
        this.halfPeriodNanos = half.toNanos();
        this.reader = MemberReader.of(config.source(), listen.getPort(), half);
        this.self = new Self(config.self(), listen);
        this.onShare = onShare;
        this.membership = new Membership(config.period().toNanos(), share);
    }

    /** Begins to ask, on a daemon thread. To be called once. */
    void start() {
        Thread.ofPlatform().name("membership").daemon().start(this::watch);
    }

    private void watch() {
        try {
            long wait = 0;
            while (!closed.await(wait, TimeUnit.NANOSECONDS)) {
                long asked = clock.nanoTime();
                ask(asked);
                wait = halfPeriodNanos - (clock.nanoTime() - asked);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reader.close();
        }
    }

    /** One question and its answer. */
    private void ask(long asked) {
        try {
            Set<Endpoint> members = reader.read();
            boolean among = self.isAmong(members);
            onMembers(members.size(), among, asked);
        } catch (IOException | RuntimeException e) {
            onLost(String.valueOf(e.getMessage()));
        }
    }

    private synchronized void onMembers(int members, boolean among, long asked) {
        long now = clock.nanoTime();
        if (members == 0 || now - asked > halfPeriodNanos) {
            onLost(members == 0 ? "no members at all" : "the answer took longer than half a membership period");
        } else if (lost) {
            lost = false;
            LOG.atInfo().setMessage("the members of the limits are known again").log();
        }
        change(() -> membership.onMembers(members, among, asked, now));
    }

    private synchronized void onLost(String cause) {
        if (!lost && closed.getCount() > 0) {
            lost = true;
            LOG.atWarn()
                    .setMessage("the members of the limits are not known, their number is frozen")
                    .addKeyValue("members", membership.share().members())
                    .addKeyValue("cause", cause)
                    .log();
        }
    }

    private void change(Runnable change) {
        if (closed.getCount() == 0) {
            return;
        }
        Share before = membership.share();
        String obstacleBefore = membership.obstacle();
        change.run();
        Share share = membership.share();
        if (!share.equals(before)) {
            onShare.accept(share);
        }
        if (!share.equals(before) || !obstacleBefore.equals(membership.obstacle())) {
            LOG.atInfo()
                    .setMessage("share of the limits")
                    .addKeyValue("members", share.members())
                    .addKeyValue("share", share.value())
                    .addKeyValue("state", membership.obstacle())
                    .log();
        }
    }

    /** Gives the share up, for good. */
    synchronized void leave() {
        change(membership::leave);
    }

    /** Why there is no share; empty if there is one. */
    synchronized String obstacle() {
        return membership.obstacle();
    }

    /** Whether the number of members is older than a period. */
    synchronized boolean isFrozen() {
        return membership.isFrozen(clock.nanoTime());
    }

    /** No share is told after this. */
    @Override
    public synchronized void close() {
        closed.countDown();
    }
}
