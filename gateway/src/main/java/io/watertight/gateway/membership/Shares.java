package io.watertight.gateway.membership;

import com.fasterxml.jackson.core.JsonGenerator;
import io.watertight.gateway.config.LimiterConfig;
import io.watertight.gateway.config.ShareConfig;
import io.watertight.ratelimit.BelowFloor;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.Share;
import io.watertight.ratelimit.VirtualTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The share that this replica has of every limit, and the time it earns by it: all of it in mode local, what the
 * membership makes of it in mode share. Safe for use by any thread.
 */
public final class Shares implements AutoCloseable {

    private final NanoClock clock;
    private final VirtualTime time;
    private final ShareHistory history = new ShareHistory();
    private volatile LimiterConfig config;
    private volatile Runnable onChange = () -> {};
    private @Nullable InetSocketAddress listen;
    private @Nullable MembershipWatch watch;
    private boolean leaving;

    /** With the share that a replica of that configuration begins with; who the members are is not asked before {@link #start}. */
    public Shares(NanoClock clock, LimiterConfig config) {
        this.clock = clock;
        this.config = config;
        this.time = new VirtualTime(clock, isShared(config) ? Share.none(1) : Share.WHOLE);
        history.add(time.set(time.share()), time.share().value());
    }

    /** The time that all limiters go by. */
    public VirtualTime time() {
        return time;
    }

    /** What becomes of requests that a share of the burst has no room for. */
    public BelowFloor belowFloor() {
        ShareConfig share = config.share();
        return share == null ? BelowFloor.FLOOR : share.belowFloor();
    }

    /**
     * Begins to ask who the members are, if the mode asks for it. To be called once.
     *
     * @param address where this replica listens
     */
    public synchronized void start(InetSocketAddress address) {
        listen = address;
        watch(address);
    }

    /**
     * Takes over a new configuration. What each subject has used stays used: a replica that had all of a limit goes over to
     * its share as soon as it knows the members, and one that had a share earns the rest over time.
     */
    public synchronized void reload(LimiterConfig next) {
        boolean same = next.usesShares() == config.usesShares() && Objects.equals(next.share(), config.share());
        config = next;
        if (!same && listen != null && !leaving) {
            stopWatching();
            watch(listen);
        }
    }

    private void watch(InetSocketAddress address) {
        ShareConfig share = config.share();
        if (isShared(config) && share != null) {
            MembershipWatch started = new MembershipWatch(share, address, clock, time.share(), this::set);
            watch = started;
            started.start();
        } else {
            set(Share.WHOLE);
        }
    }

    private void stopWatching() {
        MembershipWatch before = watch;
        watch = null;
        if (before != null) {
            before.close();
        }
    }

    private static boolean isShared(LimiterConfig config) {
        return config.usesShares();
    }

    /** The history has the very instant: when a bucket is full may depend by seconds on whether it was so before or after it. */
    private void set(Share share) {
        history.add(time.set(share), share.value());
        onChange.run();
    }

    /** Has something done after each change of the share, by the thread that changed it. */
    public void onChange(Runnable then) {
        onChange = then;
    }

    /** Gives the share up: from now on this replica spends only what it has. */
    public synchronized void leave() {
        leaving = true;
        if (watch != null) {
            watch.leave();
        }
    }

    /** Why clients should not be sent here for now; null if they may. */
    public synchronized @Nullable String obstacle() {
        String obstacle = watch == null ? "" : watch.obstacle();
        return obstacle.isEmpty() ? null : obstacle;
    }

    /** How many the limits are divided by. */
    public int members() {
        return time.share().members();
    }

    /** The share, from 0 to 1. */
    public double share() {
        return time.share().value();
    }

    /** Whether the number of members is older than a membership period. */
    public synchronized boolean isFrozen() {
        return watch != null && watch.isFrozen();
    }

    /** Writes the object of the ledger, where there is a share to tell of. */
    public synchronized void write(JsonGenerator json) throws IOException {
        if (!isShared(config)) {
            return;
        }
        json.writeObjectFieldStart("share");
        json.writeNumberField("members", members());
        json.writeNumberField("share", share());
        json.writeBooleanField("frozen", isFrozen());
        json.writeArrayFieldStart("history");
        for (ShareHistory.Entry entry : history.entries()) {
            json.writeStartArray();
            json.writeNumber(entry.fromNanos());
            json.writeNumber(entry.share());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public synchronized void close() {
        stopWatching();
    }
}
