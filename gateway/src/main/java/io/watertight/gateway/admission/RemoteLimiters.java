package io.watertight.gateway.admission;

import io.watertight.gateway.config.LimiterConfig;
import io.watertight.gateway.config.LimiterMode;
import io.watertight.gateway.config.RedisConfig;
import io.watertight.ratelimit.ClosedLimiter;
import io.watertight.ratelimit.LeaseLimiter;
import io.watertight.ratelimit.Limiter;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.OpenLimiter;
import io.watertight.ratelimit.Outage;
import io.watertight.ratelimit.OutageListener;
import io.watertight.ratelimit.RemoteFailure;
import io.watertight.ratelimit.RemoteLimiter;
import io.watertight.ratelimit.Share;
import io.watertight.ratelimit.VirtualTime;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The limiters over one Redis, and what decides while it does not answer. Safe for use by many threads. */
public final class RemoteLimiters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteLimiters.class);

    private final RedisConfig config;
    private final NanoClock clock;
    private final RemoteStores stores;
    private final LimiterFactory here;
    private final Supplier<Share> share;
    private final Outage outage;

    /** Runs in an outage, by this replica's share; without a share otherwise. */
    private final VirtualTime shareTime;

    private boolean inOutage;

    /**
     * Takes Redis to be there until it does not answer.
     *
     * @param here makes what decides meanwhile by this replica's share
     * @param share this replica's part of the limits, for {@code onOutage: share}
     */
    public RemoteLimiters(
            RedisConfig config,
            NanoClock clock,
            LimiterFactory here,
            RemoteStores.Opener opener,
            Supplier<Share> share) {
        this.config = config;
        this.clock = clock;
        this.here = here;
        this.share = share;
        this.shareTime = new VirtualTime(clock, Share.none(1));
        this.outage = new Outage(clock, new Switch());
        this.stores = opener.open(config, clock);
    }

    /** Which Redis. */
    public RedisConfig config() {
        return config;
    }

    /** When it did not answer. */
    public Outage outage() {
        return outage;
    }

    /** True while the store is connected. */
    public boolean isConnected() {
        return stores.isConnected();
    }

    /** Makes the limiter of one policy, for mode redis or lease. */
    public Limiter create(LimiterConfig limiter, String policy, LimiterParts parts) {
        Limiter standIn = switch (config.onOutage()) {
            case SHARE -> here.create(policy, new LimiterParts(shareTime, parts.belowFloor(), parts.cap()));
            case OPEN -> new OpenLimiter(clock);
            case CLOSED -> new ClosedLimiter(clock, outage);
        };
        return limiter.mode() == LimiterMode.LEASE
                ? new LeaseLimiter(clock, stores.store(policy), outage, standIn, parts.cap(), limiter.leaseSlack())
                : new RemoteLimiter(clock, stores.store(policy), outage, standIn);
    }

    /** This replica's share is another one. */
    public synchronized void onShare() {
        if (inOutage) {
            shareTime.set(share.get());
        }
    }

    private synchronized void beginOutage() {
        inOutage = true;
        Share part = share.get();
        // a share that is claimed begins with empty buckets
        shareTime.set(Share.none(part.members()));
        shareTime.set(part);
    }

    private synchronized void endOutage() {
        inOutage = false;
        shareTime.set(Share.none(share.get().members()));
    }

    @Override
    public void close() {
        stores.close();
    }

    private final class Switch implements OutageListener {

        @Override
        public void onBegan(RemoteFailure cause) {
            beginOutage();
            LOG.atWarn()
                    .setMessage("Redis does not answer")
                    .addKeyValue("cause", cause)
                    .addKeyValue("meanwhile", config.onOutage().text())
                    .log();
        }

        @Override
        public void onEnded(long lastedNanos) {
            endOutage();
            LOG.atInfo()
                    .setMessage("Redis answers again")
                    .addKeyValue("afterMillis", TimeUnit.NANOSECONDS.toMillis(lastedNanos))
                    .log();
        }
    }
}
