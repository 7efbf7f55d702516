package io.watertight.gateway.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.RemoteFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The calls on one connection: those to be written with the next flush, and those that wait for an answer. Confined to the loop.
 *
 * <p>All calls have the same timeout and answers come in the order of the calls, so one queue and one timer serve them all. A call that timed out stays in the queue:
 * its answer, or the end of the connection, is still to come. A connection on which the oldest answer is overdue for too long is given up, so that a server that is
 * there but never answers holds nothing for long.
 */
final class Pipeline {

    private static final long LEAST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int SILENCE_TIMEOUTS = 2;

    /** What the connection's owner hears of. */
    interface Owner {

        /** No answer has come for longer than is worth waiting. */
        void onSilence();

        /** A call was answered with that error. */
        void onError(String error);
    }

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final byte[] runId;
    private final BucketKeys keys;
    private final EventLoop loop;
    private final NanoClock clock;
    private final long timeoutNanos;
    private final long silenceNanos;
    private final Owner owner;
    private final Queue<Call> unanswered = new ArrayDeque<>();
    private List<Invocation> unflushed = new ArrayList<>();
    private @Nullable Future<?> timer;
    private long timerNanos;
    private boolean closed;

    Pipeline(
            StatefulRedisConnection<byte[], byte[]> connection,
            byte[] runId,
            BucketKeys keys,
            EventLoop loop,
            NanoClock clock,
            long timeoutNanos,
            Owner owner) {
        this.connection = connection;
        this.runId = runId;
        this.keys = keys;
        this.loop = loop;
        this.clock = clock;
        this.timeoutNanos = timeoutNanos;
        this.silenceNanos = Math.max(LEAST_SILENCE_NANOS, SILENCE_TIMEOUTS * timeoutNanos);
        this.owner = owner;
    }

    StatefulRedisConnection<byte[], byte[]> connection() {
        return connection;
    }

    /** Names the process that the connection leads to; not to be changed. */
    byte[] runId() {
        return runId;
    }

    /** Sends a call with all others that are sent in this turn of the loop. */
    void send(Call call) {
        unanswered.add(call);
        write(call);
        long deadline = call.startNanos() + timeoutNanos;
        if (timer == null || deadline - timerNanos < 0) {
            arm(deadline);
        }
    }

    private void write(Call call) {
        if (unflushed.isEmpty()) {
            loop.execute(this::flush);
        }
        unflushed.add(new Invocation(call, this, keys.epoch(call.tag()), runId));
    }

    private void flush() {
        if (!unflushed.isEmpty()) {
            List<Invocation> batch = unflushed;
            unflushed = new ArrayList<>();
            connection.dispatch(batch);
        }
    }

    void onAnswer(Call call, long[] answer) {
        call.end(answer);
        forgetEnded();
    }

    void onError(Call call, String error) {
        if (error.startsWith("NOSCRIPT") && !call.isSentAsText() && !closed) {
            call.sendAsText();
            write(call);
            return;
        }
        call.end(RemoteFailure.ERROR);
        forgetEnded();
        owner.onError(error);
    }

    void onUnsent(Call call) {
        call.end(RemoteFailure.DISCONNECTED);
        forgetEnded();
    }

    private void forgetEnded() {
        for (Call oldest = unanswered.peek(); oldest != null && oldest.isEnded(); oldest = unanswered.peek()) {
            unanswered.remove();
        }
    }

    /** Sets the timer, in place of a later one. */
    private void arm(long atNanos) {
        if (timer != null) {
            timer.cancel(false);
        }
        timerNanos = atNanos;
        timer = loop.schedule(this::onTimer, Math.max(atNanos - clock.nanoTime(), 0), TimeUnit.NANOSECONDS);
    }

    private void onTimer() {
        timer = null;
        Call oldest = unanswered.peek();
        if (closed || oldest == null) {
            return;
        }
        long now = clock.nanoTime();
        if (now - oldest.startNanos() - silenceNanos >= 0) {
            owner.onSilence();
            return;
        }
        long next = oldest.startNanos() + silenceNanos;
        for (Call call : unanswered) {
            long deadline = call.startNanos() + timeoutNanos;
            if (deadline - now > 0) {
                next = deadline;
                break;
            }
            call.giveUp(RemoteFailure.TIMEOUT);
        }
        arm(next);
    }

    /** Ends all calls and the connection. Idempotent. */
    void close() {
        if (!closed) {
            closed = true;
            if (timer != null) {
                timer.cancel(false);
            }
            unflushed = new ArrayList<>();
            for (Call call = unanswered.poll(); call != null; call = unanswered.poll()) {
                call.end(RemoteFailure.DISCONNECTED);
            }
            connection.closeAsync();
        }
    }
}
