package io.watertight.gateway.admission;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.watertight.gateway.config.LimiterConfig;
import io.watertight.gateway.config.LimiterMode;
import io.watertight.gateway.config.RedisConfig;
import io.watertight.gateway.config.Secret;
import io.watertight.ratelimit.Limiter;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.Share;
import io.watertight.ratelimit.SubjectHasher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the limiters of the mode in force, and knows what a change of the mode means. Safe for use by many threads. */
public final class LimiterModes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LimiterModes.class);
    private static final int HASHER_SECRET_BYTES = 16;

    /** What all limiters need to be told of a change. */
    interface Change {

        /**
         * The mode is another one.
         *
         * @param stillCounts whether what subjects have used is known to the limiters before and not to the next
         */
        void onChange(boolean stillCounts);
    }

    /**
     * What is in force.
     *
     * @param remote null where no mode has needed it
     * @param secret what the hasher was made of; null for a random one
     */
    private record InForce(
            LimiterConfig config,
            @Nullable RemoteLimiters remote,
            SubjectHasher hasher,
            @Nullable Secret secret) {}

    private final NanoClock clock;
    private final LimiterFactory here;
    private final RemoteStores.Opener there;
    private final Supplier<Share> share;
    private volatile InForce inForce;

    /**
     * Puts the first mode in force.
     *
     * @param here makes limiters whose buckets are in this process
     * @param there opens the store of those whose buckets are not
     * @param share this replica's part of the limits, while that store is away
     */
    public LimiterModes(
            LimiterConfig config,
            NanoClock clock,
            LimiterFactory here,
            RemoteStores.Opener there,
            Supplier<Share> share) {
        this.clock = clock;
        this.here = here;
        this.there = there;
        this.share = share;
        RedisConfig redis = config.redis();
        Secret secret = redis == null ? null : redis.subjectSecret();
        this.inForce = new InForce(
                config,
                config.mode().isRemote() ? open(config) : null,
                secret == null ? SubjectHasher.withRandomSecret() : hasher(secret),
                secret);
    }

    private RemoteLimiters open(LimiterConfig config) {
        RedisConfig redis = config.redis();
        if (redis == null) {
            throw new IllegalStateException("a validated configuration says where Redis is");
        }
        return new RemoteLimiters(redis, clock, here, there, share);
    }

    /** All replicas of one secret hash alike, whatever its length. */
    private static SubjectHasher hasher(Secret secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.copyBytes());
            return new SubjectHasher(Arrays.copyOf(digest, HASHER_SECRET_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** The mode in force. */
    public LimiterMode mode() {
        return inForce.config().mode();
    }

    /** The limiters over Redis; null where the mode needs none. */
    public @Nullable RemoteLimiters remote() {
        InForce now = inForce;
        return now.config().mode().isRemote() ? now.remote() : null;
    }

    /** This replica's share is another one. */
    public void onShare() {
        RemoteLimiters remote = inForce.remote();
        if (remote != null) {
            remote.onShare();
        }
    }

    SubjectHasher hasher() {
        return inForce.hasher();
    }

    Limiter create(String policy, LimiterParts parts) {
        InForce now = inForce;
        RemoteLimiters remote = now.remote();
        return now.config().mode().isRemote() && remote != null
                ? remote.create(now.config(), policy, parts)
                : here.create(policy, parts);
    }

    /**
     * Puts another configuration in force.
     *
     * @param longestNanos after so long nothing matters any more that was used under the one before
     */
    synchronized void change(LimiterConfig next, long longestNanos, Change change) {
        InForce before = inForce;
        LimiterConfig config = before.config();
        boolean toRemote = next.mode().isRemote();
        boolean sameStore = config.mode().isRemote() && toRemote && Objects.equals(config.redis(), next.redis());
        if (!toRemote && !config.mode().isRemote()) {
            inForce = new InForce(next, before.remote(), before.hasher(), before.secret());
        } else if (sameStore) {
            inForce = new InForce(next, before.remote(), before.hasher(), before.secret());
            if (config.mode() != next.mode() || config.leaseSlack() != next.leaseSlack()) {
                LOG.atInfo()
                        .setMessage("limiter mode changed")
                        .addKeyValue("mode", next.mode().text())
                        .log();
                change.onChange(false);
            }
        } else {
            move(before, next, longestNanos, change);
        }
    }

    private void move(InForce before, LimiterConfig next, long longestNanos, Change change) {
        RedisConfig redis = next.redis();
        boolean toRemote = next.mode().isRemote();
        Secret secret = toRemote && redis != null ? redis.subjectSecret() : before.secret();
        boolean sameKeys = Objects.equals(secret, before.secret());
        inForce = new InForce(
                next,
                toRemote ? open(next) : null,
                sameKeys || secret == null ? before.hasher() : hasher(secret),
                secret);
        change.onChange(sameKeys);
        LOG.atWarn()
                .setMessage(
                        sameKeys
                                ? "limiter moved; what subjects have used counts until it has run off"
                                : "limiter moved; what subjects have used is lost, for it was kept under another secret")
                .addKeyValue("mode", next.mode().text())
                .log();
        RemoteLimiters left = before.remote();
        if (left != null) {
            CompletableFuture.delayedExecutor(longestNanos, NANOSECONDS).execute(left::close);
        }
    }

    @Override
    public void close() {
        RemoteLimiters remote = inForce.remote();
        if (remote != null) {
            remote.close();
        }
    }
}
