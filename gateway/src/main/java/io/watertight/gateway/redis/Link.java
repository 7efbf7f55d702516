package io.watertight.gateway.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.netty.channel.EventLoop;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.RemoteFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one node, kept open: connect, look who answers, begin the epochs of its tags, carry calls; after a loss wait a little and begin again.
 *
 * <pre>
 *   Waiting ──► Connecting ──► Greeting ──► Carrying
 *      ▲            │             │            │
 *      └────────────┴─────────────┴────────────┘        from each: ──► Closed
 * </pre>
 *
 * No charge goes over a connection before it is known which process it leads to. Confined to the loop, but for {@link #isCarrying}.
 */
final class Link {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final long ATTEMPT_SECONDS = 5;

    /** What the owner of several links hears of; on the loop. */
    interface Owner {

        /** Why a node that says this of itself cannot be used, or null where it can. */
        @Nullable
        String objection(ServerInfo info);

        /** The tags whose buckets the node keeps, in groups that one script call may name together. */
        List<List<Integer>> tagsOf(Link link);

        /** The link carries calls. */
        default void onCarrying(Link link) {}

        /** The link was lost, or could not be opened; it will be tried again. */
        default void onLost(Link link) {}

        /** A call was answered with that error. */
        void onError(Link link, String error);
    }

    /** What all links of a client share. */
    record Context(
            EventLoop loop,
            NanoClock clock,
            BucketKeys keys,
            Driver driver,
            long timeoutNanos,
            RandomGenerator random) {}

    /** Where it is. The attempt to connect that this belongs to tells what comes late from what still counts. */
    private sealed interface State {

        long NO_ATTEMPT = 0;

        default long attempt() {
            return NO_ATTEMPT;
        }

        record Waiting() implements State {}

        record Connecting(long attempt) implements State {}

        record Greeting(long attempt, StatefulRedisConnection<byte[], byte[]> connection) implements State {}

        record Carrying(long attempt, Pipeline pipeline) implements State {}

        record Closed() implements State {}
    }

    private final Context context;
    private final RedisURI uri;
    private final Owner owner;
    private final Backoff backoff;
    private volatile State state = new State.Waiting();
    private long attempts;
    private boolean complained;
    private boolean beginning;

    Link(Context context, RedisURI uri, Owner owner) {
        this.context = context;
        this.uri = uri;
        this.owner = owner;
        this.backoff = new Backoff(context.random());
    }

    /** Where it leads, without secrets. */
    String name() {
        return uri.getSentinels().isEmpty()
                ? uri.getHost() + ":" + uri.getPort()
                : "master " + uri.getSentinelMasterId();
    }

    RedisURI uri() {
        return uri;
    }

    /** Whether calls are taken; from any thread. */
    boolean isCarrying() {
        return state instanceof State.Carrying;
    }

    /** Sends a call, or ends it at once. */
    void send(Call call) {
        if (state instanceof State.Carrying carrying) {
            carrying.pipeline().send(call);
        } else {
            call.end(RemoteFailure.DISCONNECTED);
        }
    }

    /** The node's other commands, while calls are carried. */
    @Nullable
    RedisAsyncCommands<byte[], byte[]> commands() {
        return state instanceof State.Carrying carrying
                ? carrying.pipeline().connection().async()
                : null;
    }

    /** Begins to connect, from {@code Waiting}. */
    void open() {
        if (!(state instanceof State.Waiting)) {
            return;
        }
        long attempt = ++attempts;
        state = new State.Connecting(attempt);
        context.driver()
                .connect(uri)
                .whenComplete(
                        (connection, cause) -> context.loop().execute(() -> onConnected(attempt, connection, cause)));
        context.loop()
                .schedule(
                        () -> {
                            if (!isCarrying()) {
                                giveUp(attempt, "no greeting in time");
                            }
                        },
                        ATTEMPT_SECONDS,
                        TimeUnit.SECONDS);
    }

    private void onConnected(
            long attempt, @Nullable StatefulRedisConnection<byte[], byte[]> connection, @Nullable Throwable cause) {
        if (connection == null) {
            giveUp(attempt, reason(cause));
        } else if (state.attempt() == attempt) {
            greet(attempt, connection);
        } else {
            connection.closeAsync();
        }
    }

    private void greet(long attempt, StatefulRedisConnection<byte[], byte[]> connection) {
        state = new State.Greeting(attempt, connection);
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                context.loop().execute(() -> giveUp(attempt, "connection lost"));
            }
        });
        CompletionStage<String> info = connection.async().info();
        info.whenComplete((text, cause) -> {
            ServerInfo server = text == null ? null : ServerInfo.parse(text);
            if (server == null) {
                giveUp(attempt, text == null ? reason(cause) : "INFO without a run_id");
            } else if (state.attempt() == attempt) {
                claim(attempt, connection, server);
            }
        });
    }

    private void claim(long attempt, StatefulRedisConnection<byte[], byte[]> connection, ServerInfo server) {
        String objection = server.isSupported() ? owner.objection(server) : "Redis 6.2 or newer is needed";
        if (objection != null) {
            giveUp(attempt, objection);
            return;
        }
        byte[] runId = server.runId().getBytes(StandardCharsets.US_ASCII);
        beginEpochs(connection, runId, owner.tagsOf(this)).whenComplete((done, cause) -> {
            if (cause != null) {
                giveUp(attempt, reason(cause));
            } else if (state.attempt() == attempt) {
                carry(attempt, connection, server, runId);
            }
        });
    }

    /**
     * Begins the epochs of all tags that the node keeps, because one was found missing or because there are more tags now: a subject that comes late need not wait for
     * its bucket to fill. What fails here is made up for by the first charge.
     */
    void beginEpochs() {
        if (state instanceof State.Carrying carrying && !beginning) {
            beginning = true;
            Pipeline pipeline = carrying.pipeline();
            beginEpochs(pipeline.connection(), pipeline.runId(), owner.tagsOf(this))
                    .whenComplete((done, cause) -> beginning = false);
        }
    }

    private CompletableFuture<Void> beginEpochs(
            StatefulRedisConnection<byte[], byte[]> connection, byte[] runId, List<List<Integer>> groups) {
        return CompletableFuture.allOf(groups.stream()
                .map(tags -> {
                    byte[][] epochs = tags.stream().map(context.keys()::epoch).toArray(byte[][]::new);
                    CompletionStage<Long> claim =
                            connection.async().eval(Scripts.CLAIM.text(), ScriptOutputType.INTEGER, epochs, runId);
                    return claim.toCompletableFuture();
                })
                .toArray(CompletableFuture<?>[]::new));
    }

    private void carry(
            long attempt, StatefulRedisConnection<byte[], byte[]> connection, ServerInfo server, byte[] runId) {
        Pipeline.Owner listener = new Pipeline.Owner() {
            @Override
            public void onSilence() {
                giveUp(attempt, "no answers");
            }

            @Override
            public void onError(String error) {
                owner.onError(Link.this, error);
            }
        };
        state = new State.Carrying(
                attempt,
                new Pipeline(
                        connection,
                        runId,
                        context.keys(),
                        context.loop(),
                        context.clock(),
                        context.timeoutNanos(),
                        listener));
        backoff.reset();
        complained = false;
        LOG.atInfo()
                .setMessage("connected to Redis")
                .addKeyValue("node", name())
                .addKeyValue("version", server.version())
                .log();
        if (server.evicts()) {
            LOG.atWarn()
                    .setMessage(
                            "this Redis removes keys when its memory is full, and forgets what subjects have used: set maxmemory-policy noeviction")
                    .addKeyValue("node", name())
                    .log();
        }
        owner.onCarrying(this);
    }

    /** Gives the present connection up, for a reason that the owner has seen, and opens another one after a while. */
    void drop(String reason) {
        if (isCarrying()) {
            giveUp(state.attempt(), reason);
        }
    }

    private void giveUp(long attempt, String reason) {
        if (state.attempt() != attempt) {
            return;
        }
        leave(new State.Waiting());
        if (!complained) {
            complained = true;
            LOG.atWarn()
                    .setMessage("no connection to Redis")
                    .addKeyValue("node", name())
                    .addKeyValue("cause", reason)
                    .log();
        }
        context.loop().schedule(this::open, backoff.next(), TimeUnit.NANOSECONDS);
        owner.onLost(this);
    }

    /** Ends it for good, with all calls on it. Idempotent. */
    void close() {
        leave(new State.Closed());
    }

    private void leave(State next) {
        State before = state;
        state = next;
        switch (before) {
            case State.Carrying carrying -> carrying.pipeline().close();
            case State.Greeting greeting -> greeting.connection().closeAsync();
            case State.Waiting waiting -> {}
            case State.Connecting connecting -> {}
            case State.Closed closed -> {}
        }
    }

    private static String reason(@Nullable Throwable cause) {
        Throwable root = cause;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root == null ? "unknown" : String.valueOf(root.getMessage());
    }
}
