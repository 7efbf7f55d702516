package io.watertight.gateway.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.netty.channel.EventLoop;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.RemoteFailure;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The process's one client of Redis, with an event loop and connections of its own, and the stores of all policies over it. Safe for use by many threads.
 *
 * <p>It is opened without waiting for Redis and never gives up: while there is no connection, charges are answered so at once.
 */
public final class RedisStores implements AutoCloseable {

    private final NanoClock clock;
    private final StoreMeter meter;
    private final InFlight inFlight;
    private final BucketKeys keys;
    private final Driver driver;
    private final EventLoop loop;
    private final Nodes nodes;
    private volatile boolean closed;

    private RedisStores(RedisOptions options, NanoClock clock, StoreMeter meter) {
        // what may fail comes first, before anything is there that would have to be closed
        List<RedisURI> uris = NodeUris.of(options);
        SslOptions sslOptions = Driver.sslOptions(options.caFile());
        this.clock = clock;
        this.meter = meter;
        this.inFlight = new InFlight(options.maxInFlight());
        this.keys = new BucketKeys(options.prefix());
        this.driver = new Driver(sslOptions);
        this.loop = driver.loop();
        Link.Context context =
                new Link.Context(loop, clock, keys, driver, options.timeout().toNanos(), new SplittableRandom());
        this.nodes = options.cluster() ? new ClusterNodes(context, uris) : new SingleNode(context, uris.getFirst());
    }

    /**
     * Opens a client and begins to connect.
     *
     * @param clock the process's clock, which timeouts are measured by
     * @param meter told of every call
     * @throws IllegalArgumentException if that cannot be done; the message names the option and what was expected, and shows no secret
     */
    public static RedisStores open(RedisOptions options, NanoClock clock, StoreMeter meter) {
        RedisStores stores = new RedisStores(options, clock, meter);
        stores.loop.execute(stores.nodes::open);
        return stores;
    }

    /**
     * The buckets of one policy. Several stores of the same policy share them.
     *
     * @param policy the policy's name, which becomes part of the keys
     */
    public RedisStore store(String policy) {
        return new RedisStore(this, keys, policy);
    }

    /** True while every subject's node is connected. */
    public boolean isConnected() {
        return IntStream.range(0, BucketKeys.TAGS).allMatch(tag -> carrying(tag) != null);
    }

    /** How many calls are under way, unanswered ones that nobody waits for included. */
    public int inFlight() {
        return inFlight.now();
    }

    /** The link that a tag's calls can be sent over now, or null. */
    @Nullable
    Link carrying(int tag) {
        Link link = nodes.link(tag);
        return link != null && link.isCarrying() ? link : null;
    }

    /** Hands a call, which has its place in flight, to the loop. */
    void submit(Call call) {
        try {
            loop.execute(call);
        } catch (RejectedExecutionException e) { // closed
            call.end(RemoteFailure.DISCONNECTED);
        }
    }

    InFlight places() {
        return inFlight;
    }

    NanoClock clock() {
        return clock;
    }

    StoreMeter meter() {
        return meter;
    }

    /** Ends all connections; calls that wait are answered so. Waits a few seconds at most, and not to be called on an event loop. Idempotent. */
    @Override
    public void close() {
        synchronized (driver) {
            if (closed) {
                return;
            }
            closed = true;
        }
        loop.submit(nodes::close).awaitUninterruptibly();
        driver.close();
    }
}
